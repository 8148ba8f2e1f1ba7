package dev.trunkline.benchmark;

import dev.trunkline.local.LocalStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The whole path of an upload beside a plain COPY of the same rows: in one run, over the packaged services, PostgreSQL with
 * {@code fsync=on}, all JVMs with the full compiler and warmed up, each service in 256 MiB of heap.
 */
public final class UploadBenchmark {

    private static final int WARM_UP_NUMBERS = 60_000;
    private static final int FEWEST_WARM_UPS = 4;
    private static final int MOST_WARM_UPS = 10;
    /** Warm is what is not so much faster any more than the time before. */
    private static final double WARM = 0.93;

    private static final int REPEATED_UP_TO = 100_000;
    private static final int REPEATS = 3;
    private static final int STATEMENTS = 18;

    private UploadBenchmark() {}

    /** @param arguments the folder for the report, then the sizes; without sizes 100,000 and 1,000,000 */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        List<Integer> sizes = BenchmarkStack.sizes(arguments, 100_000, 1_000_000);
        Path directory = Files.createTempDirectory("upload-benchmark");
        try (LocalStack stack = LocalStack.start(BenchmarkStack.settings(folder, directory))) {
            List<String> statements = new ArrayList<>();
            List<Measured> measured = measure(stack, directory, sizes, statements);
            UploadReport report = new UploadReport(measured, Machine.describe(stack.postgres()), statements);
            Files.writeString(folder.resolve("upload.md"), report.page());
            Files.writeString(folder.resolve("upload.svg"), report.plot());
            System.out.println(report.page());
        } finally {
            BenchmarkStack.delete(directory);
        }
    }

    private static List<Measured> measure(
            LocalStack stack, Path directory, List<Integer> sizes, List<String> statements)
            throws InterruptedException, SQLException, IOException {
        UploadRun run = new UploadRun(stack, Parties.in(stack.addresses()));
        CopyYardstick yardstick = new CopyYardstick(stack.postgres(), directory);
        warmUp(run, yardstick);
        List<Measured> all = new ArrayList<>();
        for (int size : sizes) {
            int repeats = size <= REPEATED_UP_TO ? REPEATS : 1;
            for (int i = 0; i < repeats; i++) {
                UploadRun.Followed followed;
                try (Sampler sampler = new Sampler(stack.postgres())) {
                    followed = run.upload(size);
                    statements.clear();
                    statements.addAll(sampler.most(STATEMENTS));
                }
                Measured one = followed.measured().with(yardstick.measure(followed.orderId(), size, repeats));
                say("measured", one);
                all.add(one);
            }
        }
        return all;
    }

    /** Until the compilers have done most of what they will do: services run for weeks, and are measured as they are then. */
    private static void warmUp(UploadRun run, CopyYardstick yardstick)
            throws InterruptedException, SQLException, IOException {
        double fastest = Double.MAX_VALUE;
        boolean warm = false;
        for (int i = 0; i < MOST_WARM_UPS && !warm; i++) {
            UploadRun.Followed warmUp = run.upload(WARM_UP_NUMBERS);
            yardstick.measure(warmUp.orderId(), WARM_UP_NUMBERS, 1);
            say("warm-up", warmUp.measured());
            double seconds = warmUp.measured().visible();
            warm = i + 1 >= FEWEST_WARM_UPS && seconds > WARM * fastest;
            fastest = Math.min(fastest, seconds);
        }
    }

    private static void say(String what, Measured one) {
        System.out.printf(
                "%s: %,d numbers: accepted %.2f s, landed %.2f to %.2f s, visible %.2f s, settled %.2f s, copy %s%n",
                what,
                one.numbers(),
                one.accepted(),
                one.firstLanded(),
                one.lastLanded(),
                one.visible(),
                one.settled(),
                Arrays.toString(one.copy()));
    }
}
