// SPDX-License-Identifier: Apache-2.0
// How this room writes JSON.
package io.eightfold.host.tool;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;

/** Records as objects, camelCase names, absent rather than null. Thread: any. */
final class HostJson {
    static final Gson GSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private HostJson() {
    }
}
