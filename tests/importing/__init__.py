"""Files of the lossless form, taken into an empty database."""
