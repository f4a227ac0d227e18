"""The permission matrix, one module a room: which pages there are, who may do what there, and the records they name."""
