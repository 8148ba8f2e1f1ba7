alter table operations
    add column code text,
    add column detail text,
    drop constraint operations_kind_known,
    add constraint operations_kind_known check (kind in
        ('releaseConfirmation', 'releaseRefusal', 'orderCancellation', 'unassignment', 'release', 'emergencyLocationChange',
         'numberUpdate', 'addressChangeAcceptance', 'addressChangeRefusal'));

-- An operator may have many commands and few operations: its answer names the command.
create index operations_of_operator on operations (operator_id, operation_id);
