-- Batches are worked at in the background: they go on in the trace of the request that asked for the operation.
alter table operation add column traceparent text;
