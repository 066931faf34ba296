"""Pages of HTML: the lines that a browser shows, with what the mark-up says of them."""
