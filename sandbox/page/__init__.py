"""The chat page's files; a package so that they are installed along with the code."""
