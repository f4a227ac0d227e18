"""Templates of the weekly file, as data: one JSON file each. See ``template.py`` beside them."""
