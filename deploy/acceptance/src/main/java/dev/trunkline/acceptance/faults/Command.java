package dev.trunkline.acceptance.faults;

import dev.trunkline.local.StackService;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a client wants, however often it has to ask for it: each try carries the same ids.
 *
 * @param id idempotency key and correlation id of every try
 * @param party client id of whoever asks, as the issuer knows it
 * @param kind what is wanted, for the log and the checker
 * @param csv the body is CSV text, not an object to be written as JSON
 * @param etag the state that it is meant for
 * @param telephoneNumber that it is about; null for none in particular
 */
record Command(
        String id,
        String party,
        StackService service,
        String kind,
        String method,
        String path,
        @Nullable Object body,
        boolean csv,
        @Nullable String etag,
        @Nullable String telephoneNumber) {

    static Command post(String party, StackService service, String kind, String path, Object body) {
        return new Command(key(), party, service, kind, "POST", path, body, body instanceof String, null, null);
    }

    static Command put(String party, StackService service, String kind, String path, Object body) {
        return new Command(key(), party, service, kind, "PUT", path, body, false, null, null);
    }

    static Command delete(String party, StackService service, String kind, String path) {
        return new Command(key(), party, service, kind, "DELETE", path, null, false, null, null);
    }

    static Command onNumber(String party, String kind, String tenantPath, String number, Map<String, ?> body) {
        return new Command(
                key(),
                party,
                StackService.NUMBER,
                kind,
                "POST",
                tenantPath + "/numbers/" + number + "/" + kind,
                body,
                false,
                null,
                number);
    }

    Command meantFor(@Nullable String state) {
        return new Command(id, party, service, kind, method, path, body, csv, state, telephoneNumber);
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }
}
