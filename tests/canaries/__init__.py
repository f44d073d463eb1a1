"""`make canaries`: marked names, notes and numbers are planted through the product's own verbs, and then looked for in every byte that leaves."""
