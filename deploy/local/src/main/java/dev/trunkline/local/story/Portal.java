package dev.trunkline.local.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.local.StackAddresses;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;

/** The three services as one party sees them: with a token that the issuer gave to its client id. */
public final class Portal {

    private final Api operatorService;
    private final Api tenantService;
    private final Api numberService;

    private Portal(HttpClient client, StackAddresses stack, String token) {
        operatorService = new Api(client, "operator-service", stack.operatorService(), token);
        tenantService = new Api(client, "tenant-service", stack.tenantService(), token);
        numberService = new Api(client, "number-service", stack.numberService(), token);
    }

    public static Portal ofPlatformAdmin(StackAddresses stack) {
        return of(stack, "platform-admin");
    }

    public static Portal ofOperator(StackAddresses stack, UUID operatorId) {
        return of(stack, "operator:" + operatorId);
    }

    public static Portal ofTenant(StackAddresses stack, UUID tenantId) {
        return of(stack, "tenant:" + tenantId);
    }

    /**
     * A fresh token for a client id, as {@code Authorization: Bearer} takes it.
     *
     * @throws StoryException when the issuer gives none
     */
    public static String token(StackAddresses stack, String clientId) {
        return token(HttpClient.newHttpClient(), stack.issuer(), clientId);
    }

    public Api operatorService() {
        return operatorService;
    }

    public Api tenantService() {
        return tenantService;
    }

    public Api numberService() {
        return numberService;
    }

    private static Portal of(StackAddresses stack, String clientId) {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
        return new Portal(client, stack, token(client, stack.issuer(), clientId));
    }

    /** OAuth 2 client credentials. */
    private static String token(HttpClient client, URI issuer, String clientId) {
        String form = "grant_type=client_credentials&client_secret=local&client_id="
                + URLEncoder.encode(clientId, StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(URI.create(issuer + "/token"))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build();
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            JsonNode token = new ObjectMapper().readTree(response.body()).path("access_token");
            if (response.statusCode() != 200 || token.isMissingNode()) {
                throw new StoryException("The issuer gives no token to " + clientId + ": " + response.body());
            }
            return token.asText();
        } catch (IOException e) {
            throw new ServiceUnreachableException("The issuer at " + issuer + " does not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoryException("interrupted");
        }
    }
}
