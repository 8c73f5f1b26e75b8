// SPDX-License-Identifier: Apache-2.0
// Expected output kept in files, which one switch rewrites for review as a diff.
package io.eightfold.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/** Files under {@code src/test/resources/golden}; {@code -Deightfold.golden.update=true} rewrites them. */
public final class Golden {
    private static final Path DIRECTORY = Path.of(System.getProperty("basedir", "."), "src/test/resources/golden");
    private static final boolean IS_UPDATING = Boolean.getBoolean("eightfold.golden.update");

    private Golden() {
    }

    /** The text must be that of the file. */
    public static void assertText(final String file, final String actual) throws IOException {
        final Path path = DIRECTORY.resolve(file);
        if (IS_UPDATING) {
            Files.createDirectories(DIRECTORY);
            Files.writeString(path, actual);
        }
        assertEquals(Files.readString(path), actual, () -> file + "; if this is meant, rewrite it with -Deightfold.golden.update=true and review the diff");
    }

    /** The keys of the JSON, one path a line in the order of the answer, must be those of the file. */
    public static void assertKeys(final String file, final JsonElement actual) throws IOException {
        final Set<String> paths = new LinkedHashSet<>();
        collect("", actual, paths);
        assertText(file, String.join("\n", paths) + "\n");
    }

    /** Which drop reasons are there depends on the traffic, so these keys do not count. */
    private static void collect(final String path, final JsonElement element, final Set<String> paths) {
        if (element instanceof JsonArray array) {
            array.forEach(item -> collect(path + "[]", item, paths));
        } else if (element instanceof JsonObject object) {
            object.entrySet().forEach(e -> {
                final String key = path.isEmpty() ? e.getKey() : path + "." + e.getKey();
                paths.add(key);
                if (!"drops".equals(e.getKey())) {
                    collect(key, e.getValue(), paths);
                }
            });
        }
    }
}
