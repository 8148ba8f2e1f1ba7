package dev.trunkline.operator.order;

import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of one country for one usage.
 *
 * @param line from 1
 * @param country ISO 3166-1 alpha-2
 * @param telephoneNumbers exactly these, when named; then there are {@code quantity} of them
 * @param delivered how many different numbers of it have arrived
 * @param countryEpoch of the consent to the country, under which it was ordered; null for orders of before that was kept
 */
public record OrderLine(
        int line,
        String country,
        Usage usage,
        int quantity,
        @Nullable List<E164Number> telephoneNumbers,
        int delivered,
        @Nullable Integer countryEpoch) {

    public OrderLine {
        telephoneNumbers = telephoneNumbers == null ? null : List.copyOf(telephoneNumbers);
    }
}
