-- Lists of one tenant, and release requests in any status, along an index however many the operator has of others.
create index numbers_of_tenant on numbers (operator_id, tenant_id, telephone_number) where status <> 'gone';
create index orders_of_tenant on orders (operator_id, tenant_id, order_id);
create index release_requests_in_order on release_requests (operator_id, release_request_id);
