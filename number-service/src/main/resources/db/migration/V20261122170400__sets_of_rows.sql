-- An answer is kept to be said again, as it was said.
alter table chunk_result
    alter column answer type text using answer::text,
    alter column answer set storage external;

-- Entries are read along their number; one index serves for that and as key.
alter table number_history
    drop constraint number_history_pk,
    add constraint number_history_pk primary key (number, history_id);
drop index number_history_of_number;

-- As before, but numbers come in blocks: where the block has no other entries than those just written, one walk along the index tells so
-- for all of them.
create or replace function require_one_holder() returns trigger
    language plpgsql security definer set search_path from current
    set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
    as $$
        declare
            lowest  bigint;
            highest bigint;
            entries bigint;
            present bigint;
        begin
            select min(number), max(number), count(*) into lowest, highest, entries from written;
            select count(*) into present
              from (select from number_history h where h.number between lowest and highest limit entries + 1) block;
            if present > entries and exists (
                    select
                      from written w
                      join number_history h on h.number = w.number
                     where w.number_type = 'operatorConnect' and h.number_type = 'operatorConnect'
                       and h.history_id <> w.history_id and h.during && w.during) then
                raise exclusion_violation using
                    message = 'conflicting history violates constraint "number_history_no_overlap"',
                    constraint = 'number_history_no_overlap', table = 'number_history';
            end if;
            return null;
        end
    $$;
