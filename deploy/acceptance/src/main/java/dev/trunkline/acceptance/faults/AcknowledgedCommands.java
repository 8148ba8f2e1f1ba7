package dev.trunkline.acceptance.faults;

import static java.util.stream.Collectors.groupingBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.local.StackService;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Each command on a number took effect as its client was told: done exactly once, or refused and not at all.
 *
 * <p>A command that asks for what is so already is done without a change; then the history must show that it was so meanwhile.
 */
final class AcknowledgedCommands implements Check {

    private static final Map<String, String> ACTIONS = Map.of(
            "assign", "assigned",
            "unassign", "unassigned",
            "release", "releaseRequested",
            "withdraw-release", "releaseWithdrawn");

    private static final String HISTORY =
            """
            select tenant_id, number, action, correlation_id, after::text as after,
                   extract(epoch from lower(during)) as begin, extract(epoch from upper(during)) as "end"
              from number_history where tenant_id = any(:tenants)
            """;

    @Override
    public String name() {
        return "each answered command took effect once, each refused one not at all";
    }

    @Override
    public List<String> violations(Evidence evidence) {
        List<Map<String, @Nullable String>> history = evidence.rows(StackService.NUMBER, HISTORY);
        Map<String, List<Map<String, @Nullable String>>> caused = history.stream()
                .filter(entry -> entry.get("correlation_id") != null)
                .collect(groupingBy(entry -> Objects.requireNonNull(entry.get("correlation_id"))));
        List<String> violations = new ArrayList<>();
        for (Outcome outcome : evidence.outcomes()) {
            Command command = outcome.command();
            if (!outcome.isDone() && !outcome.isRefused()) {
                violations.add("nobody answered " + command.kind() + " " + command.id() + " but with "
                        + outcome.status() + ", " + outcome.tries() + " times");
            }
            String action = ACTIONS.get(command.kind());
            if (action == null || command.telephoneNumber() == null) {
                continue;
            }
            long effects = caused.getOrDefault(command.id(), List.of()).stream()
                    .filter(entry -> action.equals(entry.get("action")))
                    .count();
            if (effects > 1 || (outcome.isRefused() && effects > 0)) {
                violations.add(command.kind() + " of " + command.telephoneNumber() + " was answered " + outcome.status()
                        + " and took effect " + effects + " times: " + command.id());
            } else if (outcome.isDone() && effects == 0 && !wasSoAlready(outcome, history)) {
                violations.add(command.kind() + " of " + command.telephoneNumber() + " was answered " + outcome.status()
                        + " and took no effect: " + command.id());
            }
        }
        return violations;
    }

    private static boolean wasSoAlready(Outcome outcome, List<Map<String, @Nullable String>> history) {
        String number =
                Objects.requireNonNull(outcome.command().telephoneNumber()).substring(1);
        return history.stream()
                .filter(entry -> number.equals(entry.get("number")))
                .filter(entry -> outcome.command().path().contains(String.valueOf(entry.get("tenant_id"))))
                .filter(entry -> seconds(entry.get("begin"), 0) <= seconds(outcome.answered())
                        && seconds(entry.get("end"), Double.MAX_VALUE) >= seconds(outcome.firstTry()))
                .anyMatch(entry -> isWanted(outcome.command(), String.valueOf(entry.get("after"))));
    }

    private static boolean isWanted(Command command, String after) {
        JsonNode state = Evidence.parse(after.getBytes(StandardCharsets.UTF_8));
        return switch (command.kind()) {
            case "assign" ->
                command.body() instanceof Map<?, ?> body
                        && state.path("assignmentTargetId").asText().equals(String.valueOf(body.get("targetId")));
            case "unassign" -> state.path("assignmentStatus").asText().equals("unassigned");
            case "release" -> state.path("releaseStatus").asText().equals("releaseRequested");
            default -> state.path("releaseStatus").isMissingNode();
        };
    }

    private static double seconds(@Nullable String epoch, double none) {
        return epoch == null ? none : Double.parseDouble(epoch);
    }

    private static double seconds(Instant instant) {
        return instant.toEpochMilli() / 1000.0;
    }
}
