package dev.trunkline.acceptance.faults;

import static java.util.stream.Collectors.groupingBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.contracts.event.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Each command to tenant-service on a consent or a user took effect as its client was told, by what was told of it under the command's id.
 *
 * <p>A command that asks for what is so already is done without a change; then that state must have been told before, and no other before the
 * answer. PUT and DELETE are carried out anew when they are sent again, so each try may have had an effect, also behind a refusal of a later one.
 */
final class AcknowledgedChanges implements Check {

    private static final Set<String> LIVE = Set.of("active", "suspended");
    private static final double MICROS = 1_000_000.0;

    @Override
    public String name() {
        return "each answered change of a consent or a user took effect, each refused one not";
    }

    @Override
    public List<String> violations(Evidence evidence) {
        List<Evidence.Told> told = evidence.told().stream()
                .filter(event -> event.topic().equals(Topic.ENABLEMENTS.topicName())
                        || event.topic().equals(Topic.USERS.topicName()))
                .toList();
        Map<String, List<Evidence.Told>> caused = told.stream().collect(groupingBy(Evidence.Told::cause));
        Map<String, List<Evidence.Told>> states = told.stream().collect(groupingBy(Evidence.Told::key));
        List<String> violations = new ArrayList<>();
        for (Outcome outcome : evidence.outcomes()) {
            Command command = outcome.command();
            String key = key(command);
            if (key == null) {
                continue;
            }
            long effects = caused.getOrDefault(command.id(), List.of()).stream()
                    .filter(event -> isWanted(command, event.payload()))
                    .map(Evidence.Told::revision)
                    .distinct()
                    .count();
            boolean once = command.method().equals("POST") || outcome.tries() == 1;
            String what = command.kind() + " of " + key + " was answered " + outcome.status() + " after "
                    + outcome.tries() + " tries and took effect " + effects + " times: " + command.id();
            if (effects > (once ? 1 : outcome.tries()) || (outcome.isRefused() && once && effects > 0)) {
                violations.add(what);
            } else if (outcome.isDone()
                    && effects == 0
                    && !wasSoAlready(outcome, states.getOrDefault(key, List.of()))) {
                violations.add(what);
            }
        }
        return violations;
    }

    /** Of the records that tell of what the command is about; null when it is about something else. */
    private static @Nullable String key(Command command) {
        String[] path = command.path().split("/", -1);
        return switch (command.kind()) {
            // /v1/tenants/{tenantId}/operators/{operatorId}…, /v1/tenants/{tenantId}/users/{userId}
            case "enable", "suspend", "resume", "remove", "putUser", "deleteUser" -> path[3] + ":" + path[5];
            default -> null;
        };
    }

    private static boolean isWanted(Command command, JsonNode state) {
        String status = state.path("status").asText();
        return switch (command.kind()) {
            case "enable" -> LIVE.contains(status);
            case "suspend" -> status.equals("suspended");
            case "resume" -> status.equals("active");
            case "remove" -> status.equals("removing");
            case "deleteUser" -> status.equals("deleted");
            default ->
                status.equals("active")
                        && command.body() instanceof Map<?, ?> body
                        && body.get("licences") instanceof List<?> licences
                        && licences.size() == state.path("licences").size();
        };
    }

    /** Revisions are microseconds of the clock that the clients have, too. */
    private static boolean wasSoAlready(Outcome outcome, List<Evidence.Told> states) {
        List<Evidence.Told> inOrder = states.stream()
                .sorted((one, other) -> Long.compare(one.revision(), other.revision()))
                .toList();
        for (int i = 0; i < inOrder.size(); i++) {
            boolean begun = inOrder.get(i).revision() / MICROS <= seconds(outcome.answered());
            boolean ended =
                    i + 1 < inOrder.size() && inOrder.get(i + 1).revision() / MICROS < seconds(outcome.firstTry());
            if (begun && !ended && isWanted(outcome.command(), inOrder.get(i).payload())) {
                return true;
            }
        }
        return false;
    }

    private static double seconds(Instant instant) {
        return instant.toEpochMilli() / 1000.0;
    }
}
