package dev.trunkline.number.claim;

import dev.trunkline.contracts.AssignmentCategory;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.NumberSource;
import dev.trunkline.contracts.NumberType;
import dev.trunkline.contracts.Usage;
import dev.trunkline.contracts.WireValue;
import dev.trunkline.number.table.TableRow;
import dev.trunkline.platform.numbering.NumberingPlan;
import dev.trunkline.platform.numbering.NumberingPlan.Allocation;
import dev.trunkline.platform.problem.ProblemError;
import dev.trunkline.platform.web.Uuids;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the fields of one row and collects all that is wrong with them. */
final class ClaimCheck {

    private static final int LONGEST_CITY = 200;

    private final TableRow row;
    private final List<ProblemError> errors = new ArrayList<>();
    private @Nullable Claim claim;

    ClaimCheck(TableRow row) {
        this.row = row;
        String fault = row.fault();
        if (fault != null) {
            errors.add(new ProblemError("invalid-row", fault, "/rows/" + (row.line() - 1)));
        }
        Optional<Numbered> numbered = number();
        NumberType type = value(Claim.TYPE, NumberType.class).orElse(null);
        if (row.field(Claim.TYPE) == null) {
            fail("required", "Say callingPlan or directRouting.", Claim.TYPE);
        }
        if (type == NumberType.OPERATOR_CONNECT) {
            fail("operator-delivers", "Operator Connect numbers come from their operator alone.", Claim.TYPE);
        }
        NumberSource source = value(Claim.SOURCE, NumberSource.class).orElse(NumberSource.ONLINE);
        if (source == NumberSource.ON_PREMISES && type == NumberType.CALLING_PLAN) {
            fail("number-source-mismatch", "A Calling Plan number is always online.", Claim.SOURCE);
        }
        Usage usage = value(Claim.USAGE, Usage.class).orElse(Usage.CALLING_USER_ASSIGNMENT);
        List<Usage> additional = additionalUsages(usage);
        numbered.filter(each -> each.allocation().tollFree()).ifPresent(each -> {
            if (usage == Usage.CALLING_USER_ASSIGNMENT || additional.contains(Usage.CALLING_USER_ASSIGNMENT)) {
                fail("toll-free-user-usage", "A toll-free number is never a user's; say another usage.", Claim.USAGE);
            }
        });
        String city = city();
        UUID target = target();
        AssignmentCategory category =
                value(Claim.CATEGORY, AssignmentCategory.class).orElse(AssignmentCategory.PRIMARY);
        if (errors.isEmpty() && type != null && numbered.isPresent()) {
            Numbered found = numbered.get();
            claim = new Claim(
                    row, found.number(), found.allocation(), type, source, usage, additional, city, target, category);
        }
    }

    /** The row, when nothing is wrong with it. */
    Optional<Claim> claim() {
        return Optional.ofNullable(claim);
    }

    List<ProblemError> errors() {
        return errors;
    }

    private record Numbered(E164Number number, Allocation allocation) {}

    private Optional<Numbered> number() {
        String text = row.field(Claim.NUMBER);
        if (text == null) {
            fail("required", "Every row names a number.", Claim.NUMBER);
            return Optional.empty();
        }
        Optional<Numbered> found = E164Number.isWellFormed(text)
                ? NumberingPlan.lookUp(E164Number.of(text))
                        .map(allocation -> new Numbered(E164Number.of(text), allocation))
                : Optional.empty();
        if (found.isEmpty()) {
            fail("invalid-number", "No numbering plan has such a number; write it in E.164 form.", Claim.NUMBER);
        }
        return found;
    }

    private List<Usage> additionalUsages(Usage usage) {
        String text = row.field(Claim.ADDITIONAL_USAGES);
        List<Usage> usages = new ArrayList<>();
        if (text != null) {
            for (String each : text.split(";", -1)) {
                parsed(Claim.ADDITIONAL_USAGES, Usage.class, each.strip())
                        .filter(other -> other != usage && !usages.contains(other))
                        .ifPresent(usages::add);
            }
        }
        return usages;
    }

    private @Nullable String city() {
        String text = row.field(Claim.CITY);
        if (text != null && text.length() > LONGEST_CITY) {
            fail("invalid", "A city has at most " + LONGEST_CITY + " characters.", Claim.CITY);
        }
        return text;
    }

    private @Nullable UUID target() {
        String text = row.field(Claim.TARGET);
        Optional<UUID> id = Uuids.parse(text);
        if (text != null && id.isEmpty()) {
            fail("invalid", "A target is named by its UUID.", Claim.TARGET);
        }
        return id.orElse(null);
    }

    private <E extends Enum<E> & WireValue> Optional<E> value(String field, Class<E> type) {
        String text = row.field(field);
        return text == null ? Optional.empty() : parsed(field, type, text);
    }

    private <E extends Enum<E> & WireValue> Optional<E> parsed(String field, Class<E> type, String text) {
        try {
            return Optional.of(WireValue.parse(type, text));
        } catch (IllegalArgumentException e) {
            List<String> known = new ArrayList<>();
            for (E constant : type.getEnumConstants()) {
                known.add(constant.wire());
            }
            fail("invalid", "Must be one of " + String.join(", ", known) + ".", field);
            return Optional.empty();
        }
    }

    private void fail(String code, String detail, String field) {
        errors.add(new ProblemError(code, detail, "/rows/" + (row.line() - 1) + "/" + field));
    }
}
