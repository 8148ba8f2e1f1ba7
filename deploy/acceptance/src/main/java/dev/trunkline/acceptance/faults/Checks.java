package dev.trunkline.acceptance.faults;

import static dev.trunkline.local.StackService.NUMBER;
import static dev.trunkline.local.StackService.OPERATOR;
import static dev.trunkline.local.StackService.TENANT;

import dev.trunkline.local.StackService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All checks. */
final class Checks {

    /** What an operator has delivered cannot be told from a database that has forgotten orders. */
    static final String DELIVERED_IS_ACQUIRED = "what was delivered is what number-service acquired";

    private Checks() {}

    private static final String TWO_PLACES =
            """
            select number, count(*) as times from phone_number
             where tenant_id = any(:tenants) and holding_status <> 'gone' and number_type = 'operatorConnect'
             group by number having count(*) > 1
            """;

    private static final String ACQUIRED =
            """
            select order_id || ' ' || number as what from number_history
             where tenant_id = any(:tenants) and action = 'acquired'
            """;

    /** What an order counts as delivered, without what another order had delivered before. */
    private static final String DELIVERED =
            """
            select order_id || ' ' || telephone_number as what from order_deliveries d
             where tenant_id = any(:tenants)
               and not exists (select from upload_rows r
                                where r.order_id = d.order_id and r.telephone_number = d.telephone_number
                                  and r.status <> 'rejected'
                                having bool_and(r.code is not distinct from 'already-delivered'))
            """;

    private static final String HELD =
            """
            select distinct on (operator_id, number, tenant_id)
                   concat_ws(' ', operator_id, number, tenant_id, holding_id, holding_status, assignment_status,
                       coalesce(release_status, '-'), revision) as what
              from phone_number
             where tenant_id = any(:tenants) and operator_id is not null
             order by operator_id, number, tenant_id, revision desc
            """;

    private static final String PROJECTED =
            """
            select concat_ws(' ', operator_id, telephone_number, tenant_id, holding_id, status, assignment_status,
                       coalesce(release_status, '-'), revision) as what
              from numbers where tenant_id = any(:tenants)
            """;

    private static final String RELEASING =
            """
            select release_request_id || ' ' || number as what from phone_number
             where tenant_id = any(:tenants) and release_status = 'releaseRequested'
            """;

    private static final String OPEN_RELEASES =
            """
            select release_request_id || ' ' || telephone_number as what from release_requests
             where tenant_id = any(:tenants) and status = 'open'
            """;

    private static final String ASSIGNED =
            """
            select tenant_id || ' ' || number || ' ' || assignment_target_id as what from phone_number
             where tenant_id = any(:tenants) and assignment_target_id is not null
            """;

    private static final String LINES =
            """
            select tenant_id || ' ' || telephone_number || ' ' || user_id as what from user_number
             where tenant_id = any(:tenants) and user_id is not null
            """;

    private static final String CONSENTS =
            "select concat_ws(' ', tenant_id, operator_id, epoch, status) as what from enablement where tenant_id = any(:tenants)";

    private static final String CONSENTS_OF_OPERATOR =
            "select concat_ws(' ', tenant_id, operator_id, epoch, status) as what from consents where tenant_id = any(:tenants)";

    private static final String CONSENTS_OF_NUMBER = CONSENTS;

    private static final String USERS =
            """
            select concat_ws(' ', tenant_id, user_id, status, licences) as what from user_account
             where tenant_id = any(:tenants)
            """;

    private static final String USERS_OF_NUMBER =
            "select concat_ws(' ', tenant_id, user_id, status, licences) as what from tenant_user where tenant_id = any(:tenants)";

    private static final String NUMBERS_WITHOUT_CONSENT =
            """
            select n.tenant_id, n.operator_id, n.number, n.holding_status from phone_number n
              join enablement e on e.tenant_id = n.tenant_id and e.operator_id = n.operator_id
             where n.tenant_id = any(:tenants) and n.holding_status = 'held'
               and (e.status = 'removed' or n.enablement_epoch <> e.epoch)
            """;

    private static final String ORPHANS =
            """
            select n.tenant_id, n.number, n.assignment_target_id from phone_number n
              left join tenant_user u on u.tenant_id = n.tenant_id and u.user_id = n.assignment_target_id
             where n.tenant_id = any(:tenants) and n.assignment_target_id is not null
               and u.status is distinct from 'active'
            """;

    private static final String UNFINISHED_UPLOADS =
            """
            select u.upload_id, u.status, u.total, u.accepted, u.rejected from uploads u
             where u.operator_id = any(:operators) and u.status <> 'failed'
               and (u.status not in ('completed', 'completedWithErrors') or u.accepted + u.rejected <> u.total
                    or u.rejected <> (select count(*) from upload_rows r
                                       where r.upload_id = u.upload_id and r.status = 'rejected')
                    or exists (select from upload_rows r
                                where r.upload_id = u.upload_id and r.status = 'pending'
                                  and (r.attempt > u.attempt
                                       or r.attempt = u.attempt and not exists (
                                           select from delivered_chunks c
                                            where c.upload_id = r.upload_id and c.attempt = r.attempt and c.lines @> r.line)))
                    or exists (select from delivered_chunks c
                                where c.upload_id = u.upload_id and (u.dry_run or c.attempt > u.attempt)))
            """;

    private static final String MISCOUNTED_ORDERS =
            """
            select l.order_id, l.line, l.delivered from order_lines l
             where l.operator_id = any(:operators)
               and l.delivered <> (select count(*) from order_deliveries d
                                    where d.order_id = l.order_id and d.line = l.line)
            """;

    private static final String RUNNING_OPERATIONS =
            "select operation_id, kind, status from operations where operator_id = any(:operators) and status = 'running'";

    private static final String UNDECIDED_REMOVALS =
            """
            select tenant_id, operator_id, 'removal ' || removal_id as what from enablement_removal
             where tenant_id = any(:tenants) and status = 'pending'
            union all
            select tenant_id, operator_id, 'enablement ' || status from enablement
             where tenant_id = any(:tenants) and status = 'removing'
            """;

    private static final String WAITING_CHUNKS =
            """
            select tenant_id, operator_id, 'parked ' || event_id as what from parked_chunk where tenant_id = any(:tenants)
            union all
            select tenant_id, operator_id, 'unanswered ' || upload_id from chunk_result
             where tenant_id = any(:tenants) and answer is null
            """;

    private static final String ENDLESS_QUARANTINES =
            """
            select number, quarantined_until from phone_number
             where tenant_id = any(:tenants) and release_status = 'quarantined' and quarantined_until <= business_now()
            """;

    private static final String MISCOUNTED_OPERATIONS =
            """
            select o.operation_id, o.status, o.total, o.succeeded, o.failed from operation o
              join lateral (select count(*) as total, count(*) filter (where r.status = 'succeeded') as succeeded,
                                   count(*) filter (where r.status = 'failed') as failed
                              from operation_row r where r.operation_id = o.operation_id) c on true
             where o.tenant_id = any(:tenants)
               and (o.status = 'running' or (o.total, o.succeeded, o.failed) <> (c.total, c.succeeded, c.failed))
            union all
            select r.operation_id, r.number || ' still waits', 0, 0, 0 from operation_row r
              join operation o on o.operation_id = r.operation_id
             where o.tenant_id = any(:tenants) and o.status <> 'running' and r.status = 'pending'
            """;

    private static final String OVERRUN_CHANGES =
            """
            select r.number, o.operation_id, x.action, x.correlation_id from operation o
              join operation_row r on r.operation_id = o.operation_id and r.status = 'succeeded'
              join number_history e on e.holding_id = r.holding_id and e.correlation_id = o.correlation_id
               and e.action = case o.kind when 'assignments' then 'assigned' when 'unassignments' then 'unassigned'
                                          when 'releases' then 'releaseRequested' else 'emergencyLocationChanged' end
              join number_history x on x.holding_id = r.holding_id and x.history_id < e.history_id
             where o.tenant_id = any(:tenants) and x.at > o.accepted_at and x.correlation_id is distinct from o.correlation_id
            """;

    /** A number is followed as long as its claim is there and its move runs; a move runs as long as a number is followed. */
    private static final String STRAYED_MOVES =
            """
            select m.move_id, m.status, n.number, n.step from number_move m
              left join move_number n on n.move_id = m.move_id and n.active
              left join phone_number c on c.holding_id = n.claim_holding_id
             where m.tenant_id = any(:tenants)
               and ((m.status = 'running') <> (n.number is not null)
                    or (n.number is not null and n.step <> 'assigning' and c.holding_status is distinct from 'held'))
            """;

    static List<Check> all() {
        return List.of(
                new AcknowledgedCommands(),
                new AcknowledgedOrders(),
                new AcknowledgedChanges(),
                none("each number is in one place", NUMBER, TWO_PLACES),
                new LegalHistories(),
                new ConsentHistories(),
                same(DELIVERED_IS_ACQUIRED, NUMBER, ACQUIRED, OPERATOR, DELIVERED),
                same("operator-service knows the numbers as they are", NUMBER, HELD, OPERATOR, PROJECTED),
                same("operator-service knows the open releases", NUMBER, RELEASING, OPERATOR, OPEN_RELEASES),
                same("tenant-service knows whose the numbers are", NUMBER, ASSIGNED, TENANT, LINES),
                same("operator-service knows the consents", TENANT, CONSENTS, OPERATOR, CONSENTS_OF_OPERATOR),
                same("number-service knows the consents", TENANT, CONSENTS, NUMBER, CONSENTS_OF_NUMBER),
                same("number-service knows the users", TENANT, USERS, NUMBER, USERS_OF_NUMBER),
                none("a removed consent has no number left", NUMBER, NUMBERS_WITHOUT_CONSENT),
                none("no number is assigned to a deleted user", NUMBER, ORPHANS),
                none("uploads end, and their counts add up", OPERATOR, UNFINISHED_UPLOADS),
                none("orders count what they deliver", OPERATOR, MISCOUNTED_ORDERS),
                none("operations end", OPERATOR, RUNNING_OPERATIONS),
                none("removals are decided", TENANT, UNDECIDED_REMOVALS),
                none("no chunk waits for ever", NUMBER, WAITING_CHUNKS),
                none("no quarantine outlasts its end", NUMBER, ENDLESS_QUARANTINES),
                none("bulk work ends, and its counts add up", NUMBER, MISCOUNTED_OPERATIONS),
                none("bulk work leaves alone what has changed since", NUMBER, OVERRUN_CHANGES),
                none("a move ends, or its numbers wait for somebody", NUMBER, STRAYED_MOVES),
                new ApisAgree(),
                new WebhooksTellAll(),
                new NothingWaits(),
                new EventsInOrder(),
                new EventsMatchHistory(),
                new ContactsErased());
    }

    /** That a query finds nothing. */
    private static Check none(String name, StackService service, String sql) {
        return of(name, evidence -> evidence.rows(service, sql).stream()
                .map(row -> service + ": " + row)
                .toList());
    }

    /** That two queries, each of one column, find the same. */
    private static Check same(String name, StackService source, String ofSource, StackService copy, String ofCopy) {
        return of(name, evidence -> {
            Map<@Nullable String, Integer> balance = new TreeMap<>();
            evidence.rows(source, ofSource).forEach(row -> balance.merge(row.get("what"), 1, Integer::sum));
            evidence.rows(copy, ofCopy).forEach(row -> balance.merge(row.get("what"), -1, Integer::sum));
            List<String> violations = new ArrayList<>();
            balance.forEach((what, surplus) -> {
                if (surplus != 0) {
                    violations.add((surplus > 0 ? source : copy) + " alone: " + what);
                }
            });
            return violations;
        });
    }

    private static Check of(String name, Promise promise) {
        return new Check() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public List<String> violations(Evidence evidence) {
                return promise.violations(evidence);
            }
        };
    }

    private interface Promise {
        List<String> violations(Evidence evidence);
    }

    /** In all three databases: no event waits to be sent, none was put aside, no key is in doubt. */
    private static final class NothingWaits implements Check {

        @Override
        public String name() {
            return "no event waits or was put aside";
        }

        @Override
        public List<String> violations(Evidence evidence) {
            return Stream.of(StackService.values())
                    .flatMap(service -> evidence
                            .rows(
                                    service,
                                    """
                                    select 'outbox' as place, event_type || ' ' || record_key as what from outbox
                                    union all
                                    select 'dead letter', event_type || ' ' || record_key || ': ' || error from dead_letter
                                     where replayed_at is null
                                    union all
                                    select 'unreliable key', topic || ' ' || record_key from unreliable_key
                                    """)
                            .stream()
                            .map(row -> service + ": " + row))
                    .toList();
        }
    }
}
