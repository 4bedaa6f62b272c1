"""The groups of the command line; each is light to import, so that --help answers at once."""
