-- A block in which there are no other entries than those just written can still have two of one number among them.
create or replace function require_one_holder() returns trigger
    language plpgsql security definer set search_path from current
    set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
    as $$
        declare
            lowest  bigint;
            highest bigint;
            entries bigint;
            numbers bigint;
            present bigint;
        begin
            select min(number), max(number), count(*), count(distinct number) into lowest, highest, entries, numbers from written;
            select count(*) into present
              from (select from number_history h where h.number between lowest and highest limit entries + 1) block;
            if (present > entries or entries > numbers) and exists (
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
