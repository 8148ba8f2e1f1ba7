package dev.trunkline.number.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.contracts.E164Number;
import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import dev.trunkline.number.QueryPlans;
import dev.trunkline.number.RealServers;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** What runs for each chunk, each event and each turn of a job goes along indexes: among many numbers, in a transaction that is undone. */
@QuarkusTest
@RealServers
@TestInstance(Lifecycle.PER_CLASS)
class NumberPlansTest {

    private static final UUID TENANT = new UUID(7, 7);
    private static final List<E164Number> NUMBERS =
            List.of(new E164Number(880_000_000_001L), new E164Number(880_000_000_002L));

    @Inject
    NumberBulkStore store;

    private Connection connection;

    @BeforeAll
    void manyNumbers() throws SQLException {
        connection = TrunklineTestServers.postgres().superuser("number");
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    """
                    insert into phone_number (holding_id, tenant_id, number, revision, holding_status, number_type, number_source,
                        operator_id, enablement_epoch, country, services, usage, additional_usages, capabilities, mobile, toll_free,
                        acquired_at, assignment_status, assignment_target_id, assignment_category, activation_state, release_status,
                        release_request_id, release_requested_at, quarantined_until, allow_tenant_address_update)
                    select gen_random_uuid(), gen_random_uuid(), 880000000000 + n, n, case when n % 500 = 1 then 'quarantined' else 'held' end,
                           'operatorConnect', 'online', gen_random_uuid(), 1, 'AT', '{calling}', 'callingUserAssignment', '{}', '{}',
                           false, false, business_now(),
                           case when n % 50 = 0 then 'userAssigned' else 'unassigned' end,
                           case when n % 50 = 0 then gen_random_uuid() end, case when n % 50 = 0 then 'primary' end, 'activated',
                           case n % 500 when 1 then 'quarantined' when 2 then 'releaseRequested' end,
                           case when n % 500 = 2 then gen_random_uuid() end,
                           case when n % 500 = 2 then business_now() - (n % 60) * interval '1 day' end,
                           case when n % 500 = 1 then business_now() + (n % 60 - 1) * interval '1 day' end, true
                      from generate_series(1, 20000) as n
                    """);
            statement.execute("analyze phone_number");
            statement.execute("set local role number_background");
        }
    }

    @AfterAll
    void undo() throws SQLException {
        connection.rollback();
        connection.close();
    }

    @Test
    void looksForTheHoldersOfANumberByIt() throws SQLException {
        assertThat(QueryPlans.of(connection, on -> store.present(on, NUMBERS)))
                .containsPattern("phone_number_(delivered_once|stays)")
                .doesNotContain("Seq Scan");
        assertThat(QueryPlans.of(connection, on -> store.formerRevisions(on, NUMBERS)))
                .contains("phone_number_stays")
                .doesNotContain("Seq Scan");
    }

    @Test
    void looksForTheNumbersOfATargetByIt() throws SQLException {
        assertThat(QueryPlans.of(
                        connection, on -> store.lockNumbersOfTargets(on, List.of(TENANT), List.of(UUID.randomUUID()))))
                .containsPattern("phone_number_(of_target|one_primary)")
                .doesNotContain("Seq Scan on phone_number");
    }

    @Test
    void looksOnlyAtNumbersWhoseTimeMayHaveCome() throws SQLException {
        assertThat(QueryPlans.of(connection, on -> store.lockDueQuarantines(on, 500)))
                .contains("phone_number_quarantine_ends")
                .doesNotContain("Seq Scan on phone_number");
        assertThat(QueryPlans.of(connection, on -> store.lockUnanswered(on, Duration.ofDays(30), 500)))
                .contains("phone_number_unanswered")
                .doesNotContain("Seq Scan on phone_number");
    }
}
