package dev.trunkline.number.inventory;

import static dev.trunkline.platform.testing.TokenClient.asTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.trunkline.contracts.ActivationState;
import dev.trunkline.contracts.ContractJson;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import dev.trunkline.number.Database;
import dev.trunkline.number.RealServers;
import dev.trunkline.number.World;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@RealServers
class NumberListTest {

    private static final int MANY = 30_000;
    private static final long FIRST_OF_MANY = 88_000_000_000L;

    private static final String INSERT =
            """
            insert into phone_number (holding_id, tenant_id, number, revision, holding_status, number_type, number_source, country,
                                      services, usage, additional_usages, capabilities, mobile, toll_free, acquired_at,
                                      assignment_status, activation_state, allow_tenant_address_update)
            select gen_random_uuid(), ?, ? + i, 1, 'held', 'directRouting', 'online', 'DE', '{calling}', 'callingUserAssignment', '{}',
                   '{userAssignment}', false, false, now(), 'unassigned', 'activated', true
              from generate_series(0, ? - 1) i
            """;

    @Test
    void listsByPrefixRangeAndFactsCombined() {
        World world = World.withoutConsent();
        claim(world, 4930, "Berlin", "{vip,north}");
        claim(world, 49301, "Berlin", "{vip}");
        claim(world, 493011, "Potsdam", "{vip}");
        claim(world, 49401, "Hamburg", "{}");
        claim(world, 5930, "Berlin", "{}");

        assertThat(listed(world, "telephoneNumberPrefix", "4930")).containsExactly("+4930", "+49301", "+493011");
        assertThat(listed(world, "telephoneNumberPrefix", "+4930", "city", "Berlin"))
                .containsExactly("+4930", "+49301");
        assertThat(listed(world, "telephoneNumberFrom", "+49301", "telephoneNumberTo", "493011"))
                .containsExactly("+49301", "+49401", "+493011");
        assertThat(listed(world, "telephoneNumberPrefix", "49", "telephoneNumberTo", "49400"))
                .containsExactly("+4930", "+49301");
        assertThat(listed(world, "tags", "VIP")).containsExactly("+4930", "+49301", "+493011");
        assertThat(listed(world, "tags", "vip", "tags", "north")).containsExactly("+4930");
        assertThat(listed(world, "capabilities", "userAssignment", "isoCountryCode", "DE"))
                .hasSize(5);
        assertThat(listed(world, "capabilities", "conferenceAssignment")).isEmpty();
        assertThat(listed(world, "numberType", "operatorConnect")).isEmpty();
    }

    @Test
    void narrowsTheListByFactsThatAreDerived() {
        World world = World.consenting("US");
        E164Number delivered = world.deliverOne();
        claim(world, 4930, "Berlin", "{}");
        Database.change(
                "update phone_number set assignment_block = 'forever' where tenant_id = ? and number = 4930",
                world.tenant);

        assertThat(listed(world, "supportedCustomerActions", "release")).containsExactly(delivered.toString());
        assertThat(listed(world, "supportedCustomerActions", "locationUpdate")).hasSize(2);
        assertThat(listed(world, "assignmentBlock", "forever")).containsExactly("+4930");
        assertThat(listed(world, "assignmentBlock", "none")).containsExactly(delivered.toString());
        assertThat(listed(world, "assignmentBlock", "until")).isEmpty();
        assertThat(listed(world, "disputed", "true")).isEmpty();
        assertThat(listed(world, "disputed", "false")).hasSize(2);
        assertThat(listed(world, "addressPolicy", "tenantAssigned")).containsExactly(delivered.toString());
        assertThat(listed(world, "acquiredBefore", "2001-01-01T00:00:00Z")).isEmpty();
        String acquired = asTenant(world.tenant)
                .get("/v1/tenants/{t}/numbers/{n}", world.tenant, delivered.toString())
                .path("acquiredAt");
        assertThat(listed(world, "acquiredFrom", acquired)).contains(delivered.toString());
        assertThat(listed(world, "acquiredBefore", acquired)).doesNotContain(delivered.toString());
        assertThat(listed(world, "acquiredFrom", "2001-01-01T00:00:00Z")).hasSize(2);
        String name = asTenant(world.tenant)
                .get("/v1/tenants/{t}/numbers/{n}", world.tenant, delivered.toString())
                .path("operatorName");
        assertThat(listed(world, "operatorName", name)).containsExactly(delivered.toString());
        assertThat(listed(world, "operatorName", "Nobody")).isEmpty();
        long version = asTenant(world.tenant)
                .get("/v1/tenants/{t}/numbers/{n}", world.tenant, delivered.toString())
                .then()
                .extract()
                .jsonPath()
                .getLong("version");
        assertThat(listed(world, "version", Long.toString(version))).containsExactly(delivered.toString());
    }

    @Test
    void refusesAPrefixThatIsNone() {
        World world = World.withoutConsent();

        for (String path : List.of("numbers", "numbers.csv")) {
            asTenant(world.tenant)
                    .queryParam("telephoneNumberPrefix", "030")
                    .get("/v1/tenants/{t}/" + path, world.tenant)
                    .then()
                    .statusCode(422)
                    .body("type", endsWith("/validation-failed"));
        }
    }

    @Test
    void neitherSkipsNorRepeatsWhileNumbersComeAndGo() {
        World world = World.withoutConsent();
        for (int number : List.of(1010, 1020, 1030, 1040, 1050, 1060)) {
            claim(world, number, "Berlin", "{}");
        }
        List<String> seen = new ArrayList<>();
        String token = null;
        do {
            JsonPath page = asTenant(world.tenant)
                    .queryParam("limit", 2)
                    .queryParams(token == null ? Map.of() : Map.of("pageToken", token))
                    .get("/v1/tenants/{t}/numbers", world.tenant)
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            seen.addAll(page.getList("items.telephoneNumber"));
            token = page.getString("nextPageToken");
            // The last one that was listed goes, one comes before it and one behind it.
            long last = E164Number.of(seen.get(seen.size() - 1)).digits();
            Database.change(
                    "update phone_number set holding_status = 'gone' where tenant_id = ? and number = ?",
                    world.tenant,
                    last);
            claim(world, last - 3, "Berlin", "{}");
            if (seen.size() < 3) {
                claim(world, 1055, "Berlin", "{}");
            }
        } while (token != null);

        assertThat(seen).containsExactly("+1010", "+1020", "+1030", "+1040", "+1050", "+1055", "+1060");
    }

    @Test
    void readsAsMuchForTheLastPageOfManyNumbersAsForTheFirst() throws Exception {
        UUID tenant = UUID.randomUUID();
        try (Connection all = TrunklineTestServers.postgres().superuser("number");
                Statement statement = all.createStatement()) {
            seed(tenant);
            statement.execute("analyze phone_number");

            long first = pagesRead(tenant, new NumberFilter(), 0, 100);
            long last = pagesRead(tenant, new NumberFilter(), FIRST_OF_MANY + MANY - 101, 100);

            assertThat(first).isPositive().isLessThan(2_000);
            assertThat(last).isLessThan(first * 5 / 4);
        } finally {
            forget(tenant);
        }
    }

    @Test
    void exportsWhatItListsAndNothingThatASpreadsheetWouldCalculate() {
        World world = World.withoutConsent();
        claim(world, 4930, "=cmd|' /C calc'!A0", "{+1,vip}");
        claim(world, 4931, "Bad \"Honnef\", Rhein", "{}");
        claim(world, 5932, "Berlin", "{}");

        String csv = asTenant(world.tenant)
                .queryParam("telephoneNumberPrefix", "49")
                .get("/v1/tenants/{t}/numbers.csv", world.tenant)
                .then()
                .statusCode(200)
                .extract()
                .asString();

        List<NamedCsvRecord> records =
                CsvReader.builder().ofNamedCsvRecord(csv).stream().toList();
        assertThat(records).extracting(row -> row.getField("telephoneNumber")).containsExactly("+4930", "+4931");
        assertThat(records.get(0).getField("city")).isEqualTo("'=cmd|' /C calc'!A0");
        assertThat(records.get(0).getField("tags")).isEqualTo("'+1;vip");
        assertThat(records.get(1).getField("city")).isEqualTo("Bad \"Honnef\", Rhein");
        assertThat(records.get(1).getField("assignmentBlock")).isEqualTo("none");
        assertThat(records.get(1).getField("supportedCustomerActions")).isEqualTo("locationUpdate");
    }

    @Test
    void exportsMoreNumbersThanOnePortionHas() {
        UUID tenant = UUID.randomUUID();
        insert(tenant, FIRST_OF_MANY, 2_001);

        String csv = asTenant(tenant)
                .get("/v1/tenants/{t}/numbers.csv", tenant)
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertThat(csv.lines()).hasSize(2_002).doesNotHaveDuplicates();
    }

    @Test
    void leavesTheExportToTheTenantAlone() {
        World world = World.withoutConsent();
        claim(world, 4930, "Berlin", "{}");
        World stranger = World.withoutConsent();

        asTenant(stranger.tenant)
                .get("/v1/tenants/{t}/numbers.csv", world.tenant)
                .then()
                .statusCode(404);
    }

    /** In a transaction that is undone: the worker must not find the operation. */
    @Test
    void findsTheFewThatWaitOrHaveFailedAmongMany() throws Exception {
        UUID tenant = UUID.randomUUID();
        try (Connection all = TrunklineTestServers.postgres().superuser("number")) {
            all.setAutoCommit(false);
            change(all, INSERT, tenant, FIRST_OF_MANY, MANY);
            operation(all, tenant);
            change(all, "analyze phone_number");
            change(all, "analyze operation_row");
            change(all, "set local role number_app");
            try (PreparedStatement scope = all.prepareStatement("select set_config('app.tenant_id', ?, true)")) {
                scope.setString(1, tenant.toString());
                scope.execute();
            }

            assertThat(pagesRead(all, tenant, inState(ActivationState.ASSIGNMENT_PENDING), 0, 2))
                    .isLessThan(200);
            assertThat(pagesRead(all, tenant, inState(ActivationState.ASSIGNMENT_FAILED), 0, 1))
                    .isLessThan(200);
            // For comparison: what is found by looking at every number.
            NumberFilter everywhere = new NumberFilter();
            everywhere.mobile = true;
            assertThat(pagesRead(all, tenant, everywhere, 0, 0)).isGreaterThan(1_000);
            all.rollback();
        }
    }

    private static NumberFilter inState(ActivationState state) {
        NumberFilter filter = new NumberFilter();
        filter.activationState = state;
        return filter;
    }

    /** An operation with a row that has failed and two that wait. */
    private static void operation(Connection connection, UUID tenant) throws SQLException {
        UUID operation = UUID.randomUUID();
        change(
                connection,
                """
                insert into operation (operation_id, tenant_id, kind, status, accepted_by, total, failed)
                values (?, ?, 'assignments', 'running', 'test', 3, 1)
                """,
                operation,
                tenant);
        change(
                connection,
                """
                insert into operation_row (operation_id, position, tenant_id, line, number, holding_id, accepted_revision, fields, status, errors)
                select ?, row_number() over (order by number), tenant_id, 1, number, holding_id, revision, '{}',
                       case when number = ? then 'failed' else 'pending' end, case when number = ? then '[]'::jsonb end
                  from phone_number
                 where tenant_id = ? and number between ? and ?
                """,
                operation,
                FIRST_OF_MANY + MANY - 1,
                FIRST_OF_MANY + MANY - 1,
                tenant,
                FIRST_OF_MANY + MANY - 3,
                FIRST_OF_MANY + MANY - 1);
        change(
                connection,
                "update phone_number set activation_state = 'assignmentFailed' where tenant_id = ? and number = ?",
                tenant,
                FIRST_OF_MANY + MANY - 1);
    }

    private static long pagesRead(UUID tenant, NumberFilter filter, long after, int rows) throws Exception {
        try (Connection connection = Database.background()) {
            return pagesRead(connection, tenant, filter, after, rows);
        }
    }

    private static long pagesRead(Connection connection, UUID tenant, NumberFilter filter, long after, int rows)
            throws Exception {
        try (PreparedStatement statement = NumberListStore.prepare(
                        connection,
                        "explain (analyze, buffers, format json) ",
                        tenant,
                        filter,
                        after,
                        100,
                        Instant.parse("2026-11-22T08:00:00Z"));
                ResultSet row = statement.executeQuery()) {
            row.next();
            JsonNode plan =
                    ContractJson.mapper().readTree(row.getString(1)).path(0).path("Plan");
            assertThat(plan.path("Actual Rows").asInt()).isEqualTo(rows);
            return plan.path("Shared Hit Blocks").asLong()
                    + plan.path("Shared Read Blocks").asLong();
        }
    }

    private static void forget(UUID tenant) throws SQLException {
        try (Connection all = TrunklineTestServers.postgres().superuser("number")) {
            change(all, "delete from phone_number where tenant_id = ?", tenant);
        }
    }

    private static void change(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement change = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                change.setObject(i + 1, parameters[i]);
            }
            change.execute();
        }
    }

    private static void seed(UUID tenant) {
        insert(tenant, FIRST_OF_MANY, MANY);
    }

    private static void insert(UUID tenant, long from, int count) {
        Database.change(INSERT, tenant, from, count);
    }

    private static void claim(World world, long number, String city, String tags) {
        insert(world.tenant, number, 1);
        Database.change(
                "update phone_number set city = ?, tags = cast(? as text[]) where tenant_id = ? and number = ?",
                city,
                tags,
                world.tenant,
                number);
    }

    private static List<String> listed(World world, String... filters) {
        var request = asTenant(world.tenant);
        for (int i = 0; i < filters.length; i += 2) {
            request.queryParam(filters[i], filters[i + 1]);
        }
        List<String> listed = request.get("/v1/tenants/{t}/numbers", world.tenant)
                .then()
                .statusCode(200)
                .extract()
                .path("items.telephoneNumber");
        return listed;
    }
}
