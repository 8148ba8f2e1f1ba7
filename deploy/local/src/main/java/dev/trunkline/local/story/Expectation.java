package dev.trunkline.local.story;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What an answer must be like: its status, and any number of things about its body. */
final class Expectation {

    private final List<Integer> statuses;
    private final List<Clause> clauses;

    /**
     * One thing about an answer.
     *
     * @param expected in words
     * @param seen what the answer says about it, in words
     */
    private record Clause(String expected, Predicate<Answer> holds, Function<Answer, String> seen) {}

    private Expectation(List<Integer> statuses, List<Clause> clauses) {
        this.statuses = statuses;
        this.clauses = clauses;
    }

    static Expectation status(Integer... statuses) {
        return new Expectation(List.of(statuses), List.of());
    }

    /** A refusal with that code. */
    static Expectation problem(int status, String code) {
        return status(status).and(code, answer -> answer.problemCode().equals(code), Expectation::refusal);
    }

    /** The value at the JSON pointer is that one. */
    Expectation value(String pointer, Object expected) {
        String name = pointer.substring(1);
        return and(
                name + " " + expected,
                answer -> answer.text(pointer).equals(expected.toString()),
                answer -> name + " " + shown(answer.body().at(pointer)));
    }

    Expectation present(String pointer) {
        String name = pointer.substring(1);
        return and(
                name,
                answer -> answer.body().at(pointer).isValueNode(),
                answer -> name + " " + shown(answer.body().at(pointer)));
    }

    Expectation absent(String pointer) {
        String name = pointer.substring(1);
        return and(
                "no " + name,
                answer -> answer.body().at(pointer).isMissingNode(),
                answer -> name + " " + shown(answer.body().at(pointer)));
    }

    /** Among the single errors are these codes. */
    Expectation errors(String... codes) {
        return and(
                "with " + String.join(", ", codes),
                answer -> answer.errorCodes().containsAll(Arrays.asList(codes)),
                answer -> "with " + String.join(", ", answer.errorCodes()));
    }

    /** Each of these fields is named by a single error. */
    Expectation errorsAt(String... fields) {
        return and(
                "naming " + String.join(", ", fields),
                answer -> Arrays.stream(fields)
                        .allMatch(field -> pointers(answer).stream().anyMatch(pointer -> pointer.endsWith(field))),
                answer -> "naming " + String.join(", ", pointers(answer)));
    }

    Expectation and(String expected, Predicate<Answer> holds, Function<Answer, String> seen) {
        List<Clause> more = new ArrayList<>(clauses);
        more.add(new Clause(expected, holds, seen));
        return new Expectation(statuses, List.copyOf(more));
    }

    boolean isMetBy(Answer answer) {
        return statuses.contains(answer.status())
                && clauses.stream().allMatch(clause -> clause.holds().test(answer));
    }

    String expected() {
        String status = statuses.stream().map(String::valueOf).collect(Collectors.joining(" or "));
        return describe(status, clauses.stream().map(Clause::expected).toList());
    }

    /** What of the answer the expectation is about; all that a problem says when the status is another one. */
    String seen(Answer answer) {
        if (!statuses.contains(answer.status())) {
            String detail = answer.status() >= 400 ? refusal(answer) + " " + errors(answer) : "";
            return (answer.status() + " " + detail).strip();
        }
        return describe(
                String.valueOf(answer.status()),
                clauses.stream().map(clause -> clause.seen().apply(answer)).toList());
    }

    private static String describe(String status, List<String> parts) {
        return parts.isEmpty() ? status : status + " " + String.join(", ", parts);
    }

    private static String refusal(Answer answer) {
        return answer.problemCode() + " \"" + answer.text("/detail") + "\"";
    }

    private static String errors(Answer answer) {
        JsonNode errors = answer.body().path("errors");
        return errors.isEmpty() ? "" : errors.toString();
    }

    private static List<String> pointers(Answer answer) {
        return answer.body().path("errors").findValuesAsText("pointer");
    }

    private static String shown(JsonNode value) {
        return value.isMissingNode() ? "absent" : value.asText(value.toString());
    }
}
