package dev.trunkline.operator.order;

import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.OfferedService;
import dev.trunkline.contracts.OrderType;
import dev.trunkline.operator.consent.Consent;
import dev.trunkline.operator.directory.Countries;
import dev.trunkline.operator.directory.Offers;
import dev.trunkline.platform.numbering.NumberingPlan;
import dev.trunkline.platform.problem.ProblemError;
import dev.trunkline.platform.problem.ProblemException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether an order can be taken: its own form, the operator's offer, the tenant's consent. Tells every reason at once. */
final class OrderCheck {

    private final PlaceOrderRequest request;
    private final Consent consent;
    private final Offers offers;
    private final List<ProblemError> errors = new ArrayList<>();
    private final Set<String> kinds = new HashSet<>();
    private final Set<E164Number> numbers = new HashSet<>();

    private OrderCheck(PlaceOrderRequest request, Consent consent, Offers offers) {
        this.request = request;
        this.consent = consent;
        this.offers = offers;
    }

    /**
     * Lets the order pass.
     *
     * @param today business date in UTC
     * @throws ProblemException 422, named after the first of its reasons
     */
    static void requireAcceptable(PlaceOrderRequest request, Consent consent, Offers offers, LocalDate today) {
        OrderCheck check = new OrderCheck(request, consent, offers);
        for (int i = 0; i < request.lines().size(); i++) {
            check.line(request.lines().get(i), "/lines/" + i);
        }
        check.dates(today);
        if (!check.errors.isEmpty()) {
            throw new ProblemException(
                    check.type(),
                    "Nothing was ordered. Correct what errors names and place the order again.",
                    check.errors);
        }
    }

    /** A day earlier than ours may be today where the operator is. */
    private void dates(LocalDate today) {
        LocalDate earliest = today.minusDays(1);
        if (request.requestedDate() != null && request.requestedDate().isBefore(earliest)) {
            refuse("date-past", "The date has passed; take one from today on, or leave it out.", "/requestedDate");
        }
        if (request.portingDate() != null && request.type() == OrderType.NEW) {
            refuse("nothing-to-port", "New numbers are not ported: leave portingDate out.", "/portingDate");
        } else if (request.portingDate() != null && request.portingDate().isBefore(earliest)) {
            refuse("date-past", "The date has passed; take one from today on, or leave it out.", "/portingDate");
        }
    }

    private OrderProblem type() {
        String first = errors.get(0).code();
        for (OrderProblem type : OrderProblem.values()) {
            if (type.slug().equals(first)) {
                return type;
            }
        }
        return OrderProblem.ORDER_REFUSED;
    }

    private void line(PlaceOrderRequest.Line line, String pointer) {
        if (!Countries.isCountry(line.country())) {
            refuse(
                    "country-unknown",
                    "Name the country by its ISO 3166-1 alpha-2 code, for example DE.",
                    pointer + "/country");
            return;
        }
        if (!kinds.add(line.country() + line.usage())) {
            refuse(
                    "line-repeated",
                    "Order all numbers of %s for %s in one line."
                            .formatted(line.country(), line.usage().wire()),
                    pointer);
        }
        consented(line, pointer);
        howMany(line, pointer);
        which(line, pointer);
    }

    private void consented(PlaceOrderRequest.Line line, String pointer) {
        Set<OfferedService> services = Offers.servicesFor(line.usage());
        if (!consent.covers(line.country())) {
            refuse(
                    "country-not-consented",
                    "Ask the tenant to add %s to its consent.".formatted(line.country()),
                    pointer + "/country");
        } else if (!consent.coversAnyOf(services, line.country())) {
            refuse(
                    "service-not-consented",
                    "Ask the tenant to add %s in %s to its consent."
                            .formatted(
                                    services.stream().map(OfferedService::wire).collect(Collectors.joining(" or ")),
                                    line.country()),
                    pointer + "/usage");
        } else if (services.stream().noneMatch(service -> offers.sells(line.country(), service, line.usage()))) {
            refuse(
                    "usage-not-offered",
                    "Add %s in %s to the offers of the directory entry first."
                            .formatted(line.usage().wire(), line.country()),
                    pointer + "/usage");
        }
    }

    private void howMany(PlaceOrderRequest.Line line, String pointer) {
        List<E164Number> named = line.telephoneNumbers();
        if (named == null && line.quantity() == null) {
            refuse("required", "Say how many numbers (quantity) or which (telephoneNumbers).", pointer + "/quantity");
        } else if (named == null && request.type() != OrderType.NEW) {
            refuse(
                    "telephone-numbers-required",
                    "Ports and moves name their numbers: send telephoneNumbers instead of quantity.",
                    pointer + "/telephoneNumbers");
        } else if (named != null && line.quantity() != null && line.quantity() != named.size()) {
            refuse("quantity-mismatch", "Leave quantity out where telephoneNumbers are named.", pointer + "/quantity");
        }
    }

    private void which(PlaceOrderRequest.Line line, String pointer) {
        List<E164Number> named = line.telephoneNumbers() == null ? List.of() : line.telephoneNumbers();
        for (int i = 0; i < named.size(); i++) {
            E164Number number = named.get(i);
            String at = pointer + "/telephoneNumbers/" + i;
            Optional<NumberingPlan.Allocation> allocation = NumberingPlan.lookUp(number);
            if (allocation.isEmpty()) {
                refuse("invalid-number", "No numbering plan has a place for this number.", at);
            } else if (!allocation.get().country().equals(line.country())
                    && !isNorthAmericanTollFree(number, allocation.get())) {
                refuse(
                        "country-mismatch",
                        "The number belongs to %s: order it in a line of that country."
                                .formatted(allocation.get().country()),
                        at);
            }
            if (!numbers.add(number)) {
                refuse("number-repeated", "Name each number once.", at);
            }
        }
    }

    /** Such a number serves the whole North American plan, whichever of its countries the order names. */
    private static boolean isNorthAmericanTollFree(E164Number number, NumberingPlan.Allocation allocation) {
        String digits = Long.toString(number.digits());
        return allocation.tollFree() && digits.length() == 11 && digits.startsWith("1");
    }

    private void refuse(String code, String detail, String pointer) {
        errors.add(new ProblemError(code, detail, pointer));
    }
}
