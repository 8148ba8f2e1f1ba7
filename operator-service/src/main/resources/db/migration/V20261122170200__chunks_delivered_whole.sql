-- A chunk of which everything was delivered is one row here instead of a new version of each of its rows. Of those, the ones that are still
-- 'pending' and were handed out in that attempt are delivered; so are the pending ones of earlier attempts, for a further attempt begins
-- only when every row has its result.
create table delivered_chunks (
    upload_id   uuid      not null,
    attempt     integer   not null,
    chunk       integer   not null,
    operator_id uuid      not null,
    tenant_id   uuid      not null,
    lines       int4range not null,
    constraint delivered_chunks_pk primary key (upload_id, attempt, chunk),
    constraint delivered_chunks_some_lines check (not isempty(lines))
);

alter table delivered_chunks enable row level security;
alter table delivered_chunks force row level security;
create policy delivered_chunks_app on delivered_chunks to ${app_role}
    using (operator_id = nullif(current_setting('app.operator_id', true), '')::uuid)
    with check (operator_id = nullif(current_setting('app.operator_id', true), '')::uuid);
create policy delivered_chunks_background on delivered_chunks to ${background_role} using (true) with check (true);
grant select on delivered_chunks to ${app_role};
grant select, insert on delivered_chunks to ${background_role};

-- Chunks are cut along the primary key; what is on the way for an order is counted in its uploads that run, which are few. Only of rows
-- that are tried again there are few among many.
drop index upload_rows_pending;
drop index upload_rows_pending_of_order;
create index upload_rows_pending_again on upload_rows (upload_id, line) where status = 'pending' and attempt > 1;

-- Nobody reads which stay a row began: the number tells.
alter table upload_rows drop column holding_id;
