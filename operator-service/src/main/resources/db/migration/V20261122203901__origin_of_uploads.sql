-- Chunks are handed out in the background: they name the request that sent the upload, and go on in its trace.
alter table uploads
    add column correlation_id text,
    add column traceparent text;
