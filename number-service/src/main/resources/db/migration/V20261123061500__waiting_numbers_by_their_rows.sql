-- That a number waits is derived from its rows. What is left to be found by its state is what has failed: to accept an operation changes
-- nothing that an index follows.
drop index phone_number_in_motion;
create index phone_number_failed on phone_number (tenant_id, number)
    where holding_status <> 'gone' and activation_state in ('assignmentFailed', 'updateFailed');
