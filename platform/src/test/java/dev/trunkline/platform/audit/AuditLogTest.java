package dev.trunkline.platform.audit;

import static dev.trunkline.platform.notes.NotesApplication.createNote;
import static dev.trunkline.platform.notes.NotesApplication.notesOf;
import static dev.trunkline.platform.testing.TokenClient.asPlatformAdmin;
import static dev.trunkline.platform.testing.TokenClient.asTenant;
import static dev.trunkline.platform.testing.TokenClient.managed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import dev.trunkline.platform.testing.LogCapture;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = TrunklineTestServers.class, initArgs = @ResourceArg(name = "service", value = "platform"))
class AuditLogTest {

    private static final Pattern LINE = Pattern.compile("event=[A-Za-z]+ status=\\d+ .*? correlationId=\\S+");

    private final UUID tenant = UUID.randomUUID();
    private LogCapture logs;

    @BeforeEach
    void listen() {
        logs = LogCapture.open();
    }

    @AfterEach
    void stop() {
        logs.close();
    }

    private List<String> lines() {
        return logs.records().stream()
                .filter(record -> record.startsWith("dev.trunkline.audit "))
                .map(LINE::matcher)
                .map(line -> line.find() ? line.group() : "")
                .toList();
    }

    @Test
    void tellsOfEveryAccessThatWasRefusedAndByWhom() {
        UUID other = UUID.randomUUID();

        Response withoutToken = RestAssured.get(notesOf(tenant));
        Response wrongToken =
                RestAssured.given().header("Authorization", "Bearer nonsense").get(notesOf(tenant));
        Response wrongRole = asPlatformAdmin().get(notesOf(tenant));
        Response foreign = asTenant(tenant).get(notesOf(other) + "/" + UUID.randomUUID());

        assertThat(lines())
                .containsExactly(
                        line("accessRefused", withoutToken, "GET", "", tenant, "anonymous"),
                        line("accessRefused", wrongToken, "GET", "", tenant, "anonymous"),
                        line("accessRefused", wrongRole, "GET", "", tenant, "platform-admin"),
                        line("accessRefused", foreign, "GET", "/{noteId}", other, "tenant:" + tenant));
        assertThat(List.of(withoutToken, wrongToken, wrongRole, foreign))
                .extracting(Response::statusCode)
                .containsExactly(401, 401, 403, 404);
    }

    @Test
    void tellsOfEveryChangeAndOfNothingThatWasReadOrFailed() {
        Response created = createNote(tenant, "a");
        asTenant(tenant).get(notesOf(tenant));
        asTenant(tenant).get(notesOf(tenant) + "/" + UUID.randomUUID());
        asTenant(tenant).contentType("application/json").body("{").post(notesOf(tenant));
        Response republished =
                asPlatformAdmin().contentType("application/json").body("{}").post(managed("/v1/admin/republications"));

        assertThat(lines())
                .containsExactly(
                        line("change", created, "POST", "", tenant, "tenant:" + tenant),
                        "event=change status=202 method=POST route=/v1/admin/republications tenantId=- operatorId=-"
                                + " actor=platform-admin correlationId=" + republished.header("X-Correlation-Id"));
    }

    @Test
    void letsNothingInAnIdBreakOutOfItsPlace() {
        asPlatformAdmin().urlEncodingEnabled(false).get("/v1/tenants/a%20actor=b%0Aevent=change/notes");

        assertThat(lines()).singleElement().satisfies(line -> assertThat(line)
                .contains("tenantId=a?actor?b?event?change operatorId=")
                .contains(" actor=platform-admin "));
    }

    private static String line(
            String event, Response answer, String method, String below, UUID tenantId, String actor) {
        return "event=" + event + " status=" + answer.statusCode() + " method=" + method
                + " route=/v1/tenants/{tenantId}/notes" + below + " tenantId=" + tenantId
                + " operatorId=- actor=" + actor + " correlationId=" + answer.header("X-Correlation-Id");
    }
}
