package dev.trunkline.tenant;

import static dev.trunkline.platform.testing.TokenClient.asTenant;

import dev.trunkline.contracts.Ids;
import dev.trunkline.contracts.OfferedService;
import dev.trunkline.contracts.OperatorStatus;
import dev.trunkline.contracts.Usage;
import dev.trunkline.contracts.event.OperatorChanged;
import dev.trunkline.contracts.event.OperatorChanged.CountryOffer;
import dev.trunkline.contracts.event.OperatorChanged.ServiceOffer;
import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;

/** Tenants and operators for tests, each test with its own. */
public final class World {

    public static final Duration PATIENCE = Duration.ofSeconds(20);

    private World() {}

    /** A tenant that exists. */
    public static UUID tenant() {
        UUID tenantId = Ids.next();
        asTenant(tenantId)
                .contentType("application/json")
                .body(Map.of("displayName", "Contoso", "coexistenceMode", "islands"))
                .put("/v1/tenants/" + tenantId)
                .then()
                .statusCode(201);
        return tenantId;
    }

    /** An operator that this service has heard of: Germany and Sweden for calling and conferencing, France for calling. */
    public static UUID operator() {
        OperatorChanged operator = operator(Ids.next(), 1, OperatorStatus.LISTED);
        tell(operator);
        return operator.operatorId();
    }

    /** What operator-service says of such an operator. */
    public static OperatorChanged operator(UUID operatorId, long revision, OperatorStatus status) {
        return operator(operatorId, revision, "Telco " + revision, status, "DE", "SE", "FR");
    }

    /** What operator-service says of an operator that offers these countries; only calling in France. */
    public static OperatorChanged operator(
            UUID operatorId, long revision, String name, OperatorStatus status, String... countries) {
        ServiceOffer calling =
                new ServiceOffer(OfferedService.CALLING, List.of(Usage.CALLING_USER_ASSIGNMENT), List.of());
        ServiceOffer conferencing =
                new ServiceOffer(OfferedService.CONFERENCING, List.of(Usage.CONFERENCE_ASSIGNMENT), List.of());
        List<CountryOffer> offers = Arrays.stream(countries)
                .map(country -> new CountryOffer(
                        country, country.equals("FR") ? List.of(calling) : List.of(calling, conferencing)))
                .toList();
        return new OperatorChanged(
                operatorId,
                revision,
                name,
                "https://telco.example",
                null,
                null,
                "help@telco.example",
                status,
                offers,
                0,
                false,
                false);
    }

    /** Says it and waits until it was applied. */
    public static void tell(OperatorChanged operator) {
        Kafka.say(operator);
        Awaitility.await("operator known")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> select(
                                        "select 1 from directory_operator where operator_id = ? and revision >= ?",
                                        operator.operatorId(),
                                        operator.revision())
                                .size()
                        == 1);
    }

    /** The first column of a query of the superuser, whom no policy binds. */
    public static List<Object> select(String sql, Object... parameters) {
        try (Connection connection = TrunklineTestServers.postgres().superuser("tenant");
                PreparedStatement query = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                query.setObject(i + 1, parameters[i]);
            }
            List<Object> values = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    values.add(row.getObject(1));
                }
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A statement of the superuser. */
    public static void execute(String sql) {
        try (Connection connection = TrunklineTestServers.postgres().superuser("tenant");
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The entity tag of a resource as its tenant reads it. */
    public static String etag(UUID tenantId, String path) {
        Response response = asTenant(tenantId).get(path);
        response.then().statusCode(200);
        return response.header("ETag");
    }
}
