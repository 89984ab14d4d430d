"""The pages of the app, a folder for each, and beside them what several pages use."""
