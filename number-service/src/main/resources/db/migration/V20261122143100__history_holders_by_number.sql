-- The rule stays: a delivered number has one holder at a time. Asked of a GiST index for each row it cost more than the row and all its
-- other indexes. Most rows are open ones, and of those a number has one: that a btree knows. Intervals that have ended go to the GiST index
-- when they end. That none of those reaches into an open one, a look along the index by number sees for all rows of a statement at once;
-- of two that insert at the same time, the second waits for the first at the btree.
alter table number_history drop constraint number_history_one_holder;
create unique index number_history_one_holder on number_history (number)
    where number_type = 'operatorConnect' and upper_inf(during);
alter table number_history
    add constraint number_history_no_overlap exclude using gist (point(number::float8, 0) with ~=, during with &&)
        where (number_type = 'operatorConnect' and not upper_inf(during));

-- Whoever writes sees the rows of its own tenant only; the rule holds across tenants. Always along the index: statistics know nothing of
-- rows that have just come, and a plan for few rows must not meet a million.
create policy number_history_owner on number_history for select to ${owner_role} using (true);
create function require_one_holder() returns trigger
    language plpgsql security definer set search_path from current
    set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
    as $$
        begin
            if exists (select
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
revoke execute on function require_one_holder from public;
create trigger number_history_has_one_holder after insert on number_history
    referencing new table as written
    for each statement execute function require_one_holder();
