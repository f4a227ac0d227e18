"""Topics on the desk (专题): the list, and one topic with its sections, what waits for its release, and its closing."""
