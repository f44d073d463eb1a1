"""`make scan`: wapiti, sqlmap and schemathesis on a running copy, each first shown to find a fault planted in a twin that only the tests have."""
