"""Citation styles: from the fields of a publication to what a list prints of it."""
