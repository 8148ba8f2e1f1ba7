package dev.trunkline.platform.tenancy;

import static dev.trunkline.platform.notes.NotesApplication.createNote;
import static dev.trunkline.platform.notes.NotesApplication.notesOf;
import static dev.trunkline.platform.testing.TokenClient.asOperator;
import static dev.trunkline.platform.testing.TokenClient.asPlatformAdmin;
import static dev.trunkline.platform.testing.TokenClient.asTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import dev.trunkline.platform.testing.RowLevelSecurityCheck;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(value = TrunklineTestServers.class, initArgs = @ResourceArg(name = "service", value = "platform"))
class DataScopeTest {

    @Inject
    DataSource dataSource;

    @Inject
    DataScope scope;

    private final UUID tenant = UUID.randomUUID();
    private final UUID other = UUID.randomUUID();
    private final UUID operator = UUID.randomUUID();

    @Test
    void answersForAForeignTenantExactlyAsForAnUnknownOne() {
        createNote(tenant, "mine").then().statusCode(201);

        Response foreign = asTenant(other).get(notesOf(tenant));
        UUID nobody = UUID.randomUUID();
        Response unknown = asTenant(other).get(notesOf(nobody));
        Response misspelt = asTenant(other).get("/v1/tenants/7/notes");

        assertThat(foreign.statusCode()).isEqualTo(404);
        assertThat(unknown.asString()).isEqualTo(foreign.asString().replace(tenant.toString(), nobody.toString()));
        assertThat(misspelt.asString()).isEqualTo(foreign.asString().replace(tenant.toString(), "7"));
    }

    @Test
    void hidesAForeignNoteUnderOnesOwnPath() {
        String note = createNote(tenant, "mine").then().extract().path("noteId");

        asTenant(other).get(notesOf(other) + "/" + note).then().statusCode(404);
        asTenant(tenant).get(notesOf(tenant) + "/" + note).then().statusCode(200);
    }

    @Test
    void aConnectionFromThePoolNeverCarriesTheTenantOfItsFormerCaller() throws Exception {
        createNote(tenant, "mine").then().statusCode(201);
        createNote(other, "theirs").then().statusCode(201);
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < 80; i++) {
                UUID caller = i % 2 == 0 ? tenant : other;
                String title = i % 2 == 0 ? "mine" : "theirs";
                calls.add(callers.submit(
                        () -> asTenant(caller).get(notesOf(caller)).then().body("items.title", contains(title))));
            }
            for (Future<?> call : calls) {
                call.get();
            }
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void showsNothingWithoutAScope() throws SQLException {
        createNote(tenant, "mine").then().statusCode(201);

        for (int i = 0; i < 20; i++) {
            assertThat(notes()).as("outside of a transaction").isZero();
            assertThat(QuarkusTransaction.requiringNew().call(this::notes))
                    .as("in a transaction outside of a request")
                    .isZero();
        }
    }

    private long notes() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from note")) {
            row.next();
            return row.getLong(1);
        }
    }

    @Test
    void refusesToWriteForATenantThatIsNotInScope() {
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    scope.enterTenant(tenant);
                    insertFor(other);
                }))
                .hasStackTraceContaining("row-level security");
    }

    private void insertFor(UUID owner) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("insert into note (note_id, tenant_id, title, revision) values (gen_random_uuid(), '"
                    + owner + "', 'smuggled', 0)");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void letsAServiceEnterTheTenantForAnOperatorWhoseRightItHasChecked() {
        createNote(tenant, "mine").then().statusCode(201);

        asOperator(operator)
                .get("/v1/operators/" + operator + "/tenants/" + tenant + "/scope")
                .then()
                .statusCode(200)
                .body("operator", equalTo(operator.toString()))
                .body("before", equalTo(0))
                .body("after", equalTo(1))
                .body("oneConnection", equalTo(true));
        asOperator(UUID.randomUUID())
                .get("/v1/operators/" + operator + "/tenants/" + tenant + "/scope")
                .then()
                .statusCode(404);
    }

    @Test
    void aPlatformAdminIsInTheScopeOfThePath() {
        createNote(tenant, "mine").then().statusCode(201);

        asPlatformAdmin()
                .get("/v1/operators/" + operator + "/tenants/" + tenant + "/scope")
                .then()
                .statusCode(200)
                .body("before", equalTo(1));
    }

    @Test
    void aScopeIsEnteredWithinATransactionOnly() {
        assertThatThrownBy(() -> scope.enterTenant(tenant)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void everyTableWithATenantIsClosed() {
        createNote(tenant, "mine").then().statusCode(201);

        RowLevelSecurityCheck.of("platform").verify();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table left_open (tenant_id uuid)",
                "create table left_open (operator_id uuid); alter table left_open enable row level security",
                "create table left_open (id uuid); grant select on left_open to platform_app",
                "create table left_open (id uuid); grant truncate on left_open to platform_background",
                "create table left_open (id uuid); alter table left_open owner to platform_app"
            })
    void theCheckOfTablesSeesOneThatIsOpen(String mistake) throws SQLException {
        try (Connection database = TrunklineTestServers.postgres().superuser("platform");
                Statement statement = database.createStatement()) {
            statement.execute(mistake);
            try {
                assertThatThrownBy(() -> RowLevelSecurityCheck.of("platform").verify())
                        .isInstanceOf(AssertionError.class)
                        .hasMessageContaining("left_open");
            } finally {
                statement.execute("drop table left_open");
            }
        }
    }
}
