-- That a number waits is derived from its rows: no index need follow how it is activated, and numbers need not be written to show it.
drop index phone_number_in_motion;

-- For lists of numbers whose row has failed.
create index operation_row_failed on operation_row (tenant_id, holding_id) where status = 'failed' and holding_id is not null;
