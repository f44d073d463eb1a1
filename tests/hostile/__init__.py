"""Malformed lists, spreadsheets and pictures, made by dice from good ones: a few in `make test`, ten thousand by `make hostile-files`."""
