package dev.trunkline.local.story;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Valid fixed-line numbers by the numbering plans of libphonenumber: blocks near each country's example number. None is given twice. The
 * same seed gives the same numbers for the same questions; another seed, in all likelihood, other ones.
 */
public final class FreshNumbers {

    private static final PhoneNumberUtil PLANS = PhoneNumberUtil.getInstance();
    private static final int VARIED = 1_000_000;

    private final long seed;
    private final Random random;
    private final Set<String> given = new HashSet<>();

    public FreshNumbers(long seed) {
        this.seed = seed;
        this.random = new Random(seed);
    }

    /** Decides which numbers there are. */
    public long seed() {
        return seed;
    }

    /** E.164 numbers of a country (ISO 3166-1 alpha-2), sorted. */
    public synchronized List<String> of(String country, int count) {
        PhoneNumber example = PLANS.getExampleNumberForType(country, PhoneNumberType.FIXED_LINE);
        long base = example.getNationalNumber() / VARIED * VARIED;
        Set<String> numbers = new TreeSet<>();
        long candidate = random.nextInt(VARIED);
        while (numbers.size() < count) {
            PhoneNumber number =
                    new PhoneNumber().setCountryCode(example.getCountryCode()).setNationalNumber(base + candidate);
            String e164 = PLANS.format(number, PhoneNumberFormat.E164);
            if (PLANS.isValidNumberForRegion(number, country) && given.add(e164)) {
                numbers.add(e164);
                candidate = (candidate + 1) % VARIED;
            } else {
                candidate = random.nextInt(VARIED);
            }
        }
        return List.copyOf(numbers);
    }
}
