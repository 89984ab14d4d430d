translate();
