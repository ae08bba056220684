"""Which options hold more than a text or a number, for the functions and for what writes them."""

# A table in memory, as well as its path or name.
TABLES = {"data", "points", "candidates", "then_data", "capability_data", "price_data", "use_data", "value_data", "draws", "dates"}
# A result or its record, as well as the path of one.
RECORDS = {"file", "versus"}
