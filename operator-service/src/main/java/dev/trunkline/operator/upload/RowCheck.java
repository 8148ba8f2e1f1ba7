package dev.trunkline.operator.upload;

import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.OfferedService;
import dev.trunkline.contracts.RowCode;
import dev.trunkline.contracts.Usage;
import dev.trunkline.operator.directory.Countries;
import dev.trunkline.operator.directory.Offers;
import dev.trunkline.operator.order.OrderLine;
import dev.trunkline.platform.numbering.NumberingPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Checks one row after the other against the numbering plans, the order and the offer. What needs all rows of the upload, or other
 * uploads, is checked afterwards in the database; what needs consent, addresses or other holders, by number-service.
 */
final class RowCheck {

    private static final int NORTH_AMERICA = 1;

    private final List<OrderLine> lines;
    private final Map<E164Number, OrderLine> linesByNumber = new HashMap<>();
    private final Offers offers;

    RowCheck(List<OrderLine> lines, Offers offers) {
        this.lines = List.copyOf(lines);
        this.offers = offers;
        for (OrderLine line : lines) {
            List<E164Number> numbers = line.telephoneNumbers();
            if (numbers != null) {
                numbers.forEach(number -> linesByNumber.put(number, line));
            }
        }
    }

    /** A reason to reject a row. */
    private static final class Rejection extends Exception {
        private static final long serialVersionUID = 1L;

        private final RowCode code;

        Rejection(RowCode code, String detail) {
            super(detail, null, false, false);
            this.code = code;
        }
    }

    CheckedRow check(SubmittedRow row) {
        if (!row.enabled()) {
            return new CheckedRow(
                    row,
                    RowStatus.SKIPPED,
                    null,
                    "The file says that this number is not enabled.",
                    wellFormed(row),
                    null);
        }
        try {
            E164Number number = number(row);
            return new CheckedRow(row, RowStatus.PENDING, null, null, number, content(row, number));
        } catch (Rejection e) {
            return new CheckedRow(row, RowStatus.REJECTED, e.code, e.getMessage(), wellFormed(row), null);
        }
    }

    private CheckedRow.Content content(SubmittedRow row, E164Number number) throws Rejection {
        NumberingPlan.Allocation allocation = NumberingPlan.lookUp(number)
                .orElseThrow(() -> new Rejection(
                        RowCode.INVALID_NUMBER, "No numbering plan has a place for this number: check its digits."));
        boolean tollFree = allocation.tollFree();
        Boolean said = flag("tollFree", row.tollFree());
        if (said != null && said != tollFree) {
            throw new Rejection(
                    RowCode.INVALID_FIELD, "tollFree: the numbering plan says %s for this number.".formatted(tollFree));
        }
        boolean mobile = Boolean.TRUE.equals(flag("mobile", row.mobile()));
        String country = country(row, number, allocation);
        Usage wanted = usage("usage", row.usage());
        OrderLine line = line(number, country, wanted);
        Usage usage = wanted == null ? line.usage() : wanted;
        List<Usage> additional = additionalUsages(row, usage);
        OfferedService service = service(usage, mobile);
        requireOffered(country, service, usage, additional, tollFree);
        requireLocationId(row);
        return new CheckedRow.Content(
                line.line(),
                country,
                service,
                usage,
                additional,
                mobile,
                tollFree,
                id("civicAddressId", row.civicAddressId()),
                id("locationId", row.locationId()),
                flag("allowTenantAddressUpdate", row.allowTenantAddressUpdate()));
    }

    private static E164Number number(SubmittedRow row) throws Rejection {
        String text = row.telephoneNumber();
        if (text == null) {
            throw new Rejection(RowCode.INVALID_NUMBER, "The row has no telephone number.");
        }
        if (!E164Number.isWellFormed(text)) {
            throw new Rejection(
                    RowCode.INVALID_NUMBER,
                    row.fault() != null
                            ? row.fault()
                            : "Write the number in E.164 form: a plus sign and up to 15 digits, without spaces, tel: or extension.");
        }
        if (row.fault() != null) {
            throw new Rejection(RowCode.INVALID_FIELD, row.fault());
        }
        return E164Number.of(text);
    }

    private static @Nullable E164Number wellFormed(SubmittedRow row) {
        String text = row.telephoneNumber();
        return text != null && E164Number.isWellFormed(text) ? E164Number.of(text) : null;
    }

    /** A North American toll-free number serves many countries: which one is meant is what it is displayed as. */
    private static String country(SubmittedRow row, E164Number number, NumberingPlan.Allocation allocation)
            throws Rejection {
        String displayed = row.displayedCountryCode();
        if (displayed != null && !Countries.isCountry(displayed)) {
            throw new Rejection(
                    RowCode.INVALID_FIELD, "displayedCountryCode: give an ISO 3166-1 alpha-2 code, for example US.");
        }
        if (!allocation.tollFree() || !isNorthAmerican(number)) {
            return allocation.country();
        }
        if (displayed == null) {
            throw new Rejection(
                    RowCode.DISPLAYED_COUNTRY_REQUIRED,
                    "A North American toll-free number needs displayedCountryCode, for example US or CA.");
        }
        return displayed;
    }

    private static boolean isNorthAmerican(E164Number number) {
        String digits = Long.toString(number.digits());
        return digits.length() == 11 && digits.charAt(0) - '0' == NORTH_AMERICA;
    }

    private OrderLine line(E164Number number, String country, @Nullable Usage usage) throws Rejection {
        OrderLine named = linesByNumber.get(number);
        if (named != null) {
            if (usage != null && usage != named.usage()) {
                throw new Rejection(
                        RowCode.NOT_IN_ORDER,
                        "The order wants this number for " + named.usage().wire() + ".");
            }
            if (!named.country().equals(country)) {
                throw new Rejection(
                        RowCode.COUNTRY_NOT_IN_ORDER, "The order wants this number for " + named.country() + ".");
            }
            return named;
        }
        List<OrderLine> sameCountry =
                lines.stream().filter(line -> line.country().equals(country)).toList();
        if (sameCountry.isEmpty()) {
            throw new Rejection(
                    RowCode.COUNTRY_NOT_IN_ORDER,
                    "The number belongs to %s, which the order has no line for.".formatted(country));
        }
        return sameCountry.stream()
                .filter(line -> line.telephoneNumbers() == null && (usage == null || line.usage() == usage))
                .findFirst()
                .orElseThrow(() -> new Rejection(
                        RowCode.NOT_IN_ORDER,
                        usage == null
                                ? "The order names its numbers for %s, and this is none of them.".formatted(country)
                                : "The order has no line for %s in %s.".formatted(usage.wire(), country)));
    }

    private static OfferedService service(Usage usage, boolean mobile) throws Rejection {
        if (mobile && usage != Usage.CALLING_USER_ASSIGNMENT) {
            throw new Rejection(RowCode.INVALID_FIELD, "mobile: only numbers for callingUserAssignment can be mobile.");
        }
        return switch (usage) {
            case CALLING_USER_ASSIGNMENT -> mobile ? OfferedService.PHONE_MOBILE : OfferedService.CALLING;
            case FIRST_PARTY_APP_ASSIGNMENT -> OfferedService.CALLING;
            case CONFERENCE_ASSIGNMENT -> OfferedService.CONFERENCING;
        };
    }

    private void requireOffered(
            String country, OfferedService service, Usage usage, List<Usage> additional, boolean tollFree)
            throws Rejection {
        if (tollFree
                && (usage == Usage.CALLING_USER_ASSIGNMENT || additional.contains(Usage.CALLING_USER_ASSIGNMENT))) {
            throw new Rejection(
                    RowCode.TOLL_FREE_USER_USAGE, "A toll-free number is never a user's: give it another usage.");
        }
        if (!offers.sells(country, service, usage, tollFree)) {
            throw new Rejection(RowCode.USAGE_NOT_OFFERED, notOffered(country, usage, tollFree));
        }
        for (Usage other : additional) {
            if (Offers.servicesFor(other).stream().noneMatch(any -> offers.sells(country, any, other, tollFree))) {
                throw new Rejection(RowCode.USAGE_NOT_OFFERED, notOffered(country, other, tollFree));
            }
        }
    }

    private static String notOffered(String country, Usage usage, boolean tollFree) {
        return "The directory entry does not offer %s numbers for %s in %s."
                .formatted(tollFree ? "toll-free" : "toll", usage.wire(), country);
    }

    private static void requireLocationId(SubmittedRow row) throws Rejection {
        String city = row.city();
        if (city != null && city.length() > 100) {
            throw new Rejection(RowCode.INVALID_FIELD, "city: at most 100 characters.");
        }
        if (row.locationId() != null && row.civicAddressId() == null) {
            throw new Rejection(
                    RowCode.INVALID_FIELD, "locationId: give the civicAddressId that it belongs to as well.");
        }
    }

    private static List<Usage> additionalUsages(SubmittedRow row, Usage usage) throws Rejection {
        String text = row.additionalUsages();
        if (text == null) {
            return List.of();
        }
        List<Usage> usages = new ArrayList<>();
        for (String part : text.replaceAll("[\\[\\]\"]", "").split("[;,|]", -1)) {
            Usage other = part.isBlank() ? null : usage("additionalUsages", part.strip());
            if (other != null && other != usage && !usages.contains(other)) {
                usages.add(other);
            }
        }
        return usages;
    }

    /** Spelled as we do, or with a capital as the public portal does. */
    private static @Nullable Usage usage(String field, @Nullable String text) throws Rejection {
        if (text == null) {
            return null;
        }
        for (Usage usage : Usage.values()) {
            if (usage.wire().equalsIgnoreCase(text)) {
                return usage;
            }
        }
        throw new Rejection(
                RowCode.INVALID_FIELD,
                field + ": give callingUserAssignment, firstPartyAppAssignment or conferenceAssignment.");
    }

    private static @Nullable Boolean flag(String field, @Nullable String text) throws Rejection {
        if (text == null) {
            return null;
        }
        if (text.equalsIgnoreCase("true")) {
            return true;
        }
        if (text.equalsIgnoreCase("false")) {
            return false;
        }
        throw new Rejection(RowCode.INVALID_FIELD, field + ": give true or false, or leave it empty.");
    }

    private static @Nullable UUID id(String field, @Nullable String text) throws Rejection {
        if (text == null) {
            return null;
        }
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new Rejection(RowCode.INVALID_FIELD, field + ": give the UUID of it, or leave it empty.");
        }
    }
}
