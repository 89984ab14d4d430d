"""The glossary: one sentence for each term."""
