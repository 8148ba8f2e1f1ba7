package dev.trunkline.images;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/** What the image has as /deployments, with the configuration mounted; nobody but its owner may write, as in the image. */
final class Layout {

    private Layout() {}

    /** Hard links where they can be made: a service is some eighty megabytes. */
    static Path of(String service, Path directory, String configuration) throws IOException {
        Path packaged = Manifests.REPOSITORY.resolve(service).resolve("target/quarkus-app");
        Path deployments = directory.resolve(service);
        for (String part : Containerfile.read().copied()) {
            if (!part.equals("app.aot")) {
                link(packaged.resolve(part), deployments.resolve(part));
            }
        }
        Path config = Files.createDirectories(deployments.resolve("config"));
        Files.writeString(config.resolve("application.properties"), configuration);
        forbidWriting(deployments);
        return deployments;
    }

    private static void link(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path target = file.equals(from)
                        ? to
                        : to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                try {
                    Files.createLink(target, file);
                } catch (IOException | UnsupportedOperationException otherFileSystem) {
                    Files.copy(file, target);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void forbidWriting(Path deployments) throws IOException {
        Files.walkFileTree(deployments, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** So that the owner can delete it again. */
    static void allowWriting(Path deployments) throws IOException {
        Files.walkFileTree(deployments, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
