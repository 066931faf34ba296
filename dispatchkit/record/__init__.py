"""From labelled lines to the record: what each field holds, and what no field repeats."""
