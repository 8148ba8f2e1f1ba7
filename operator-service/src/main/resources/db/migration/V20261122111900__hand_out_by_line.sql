-- Rows are handed out in the order of their lines, so one line tells which were, and a count how many wait for their answer: a row is
-- written once when it comes and once with its result.
alter table uploads
    add column handed_out_line integer not null default 0,
    add column under_way       integer not null default 0;

update uploads u
set handed_out_line = coalesce((
        select max(r.line) from upload_rows r
        where r.upload_id = u.upload_id and r.attempt = u.attempt and r.chunk is not null), 0),
    under_way = (
        select count(*) from upload_rows r where r.upload_id = u.upload_id and r.status = 'pending' and r.chunk is not null)
where u.status = 'delivering';

drop index upload_rows_to_hand_out;
drop index upload_rows_under_way;
drop index upload_rows_by_status;
create index upload_rows_pending on upload_rows (upload_id, line) where status = 'pending';
create index upload_rows_rejected on upload_rows (upload_id, line) where status = 'rejected';

-- Rows are written in the transaction that holds their upload and deleted beside it; asking for the upload again for each of a million
-- rows costs more than storing them.
alter table upload_rows
    drop constraint upload_rows_upload,
    drop column chunk;
