alter table operations
    drop constraint operations_kind_known,
    add constraint operations_kind_known check (kind in
        ('releaseConfirmation', 'releaseRefusal', 'orderCancellation', 'unassignment', 'release', 'emergencyLocationChange',
         'descriptionChange', 'addressChangeAcceptance', 'addressChangeRefusal'));
