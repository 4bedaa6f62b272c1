"""Tables, queries and migrations; a query takes a connection, asks one question, never commits."""
