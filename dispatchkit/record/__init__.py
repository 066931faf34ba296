"""From labelled lines to the record: which field says what, and what no field says."""
