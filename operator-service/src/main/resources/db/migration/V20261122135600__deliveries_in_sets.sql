-- Numbers that arrived are counted in the transaction that has locked their order, whose lines are never deleted: asking for the line again
-- for each of a million of them costs more than keeping them.
alter table order_deliveries drop constraint order_deliveries_line;

-- A transaction takes out all that it put in, so that nothing is ever looked for among rows of others for long: reading through what is
-- there costs less than an entry for each row.
drop index upload_staging_by_upload;
