-- What to know of a row that was done: a list of {code, detail}.
alter table operation_row add column warnings jsonb;
