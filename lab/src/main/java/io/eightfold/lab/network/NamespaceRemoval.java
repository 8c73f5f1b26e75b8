// SPDX-License-Identifier: Apache-2.0
// Removes the namespaces of a lab, dead or ending.
package io.eightfold.lab.network;

import io.eightfold.lab.process.Outcome;
import io.eightfold.lab.process.Shell;
import java.util.List;
import java.util.stream.Collectors;

/** What is there is asked of the system, so that a lab that was killed while it built is removed as well. Thread: any. */
final class NamespaceRemoval {
    private static final int LIMIT_S = 10;

    private NamespaceRemoval() {
    }

    /** Namespaces of all labs. */
    static List<String> list(Shell shell) {
        return parseList(shell.run(LIMIT_S, List.of("ip", "netns", "list")).out()).stream()
            .filter(name -> NamespaceName.labPid(name).isPresent()).toList();
    }

    /** Names out of {@code ip netns list}, whose lines may go on with {@code (id: 3)}. */
    static List<String> parseList(String text) {
        return text.lines().map(line -> line.strip().split("\\s+")[0]).filter(name -> !name.isEmpty()).toList();
    }

    /**
     * Removes cables, then namespaces: a namespace lives on, without a name, as long as somebody's shell is in it, and must not keep its cables.
     *
     * @return how many namespaces could not be removed
     */
    static int remove(Shell shell, List<String> namespaces) {
        for (String namespace : namespaces) {
            Outcome cables = shell.run(LIMIT_S, List.of("ip", "-n", namespace, "-br", "link", "show", "type", "veth"));
            String commands = parseList(cables.out()).stream().map(name -> "link del " + name.split("@")[0] + "\n").collect(Collectors.joining());
            if (!commands.isBlank()) {
                shell.run(LIMIT_S, List.of("ip", "-n", namespace, "-force", "-batch", "-"), commands);
            }
        }
        String commands = namespaces.stream().map(name -> "netns del " + name + "\n").collect(Collectors.joining());
        if (!commands.isBlank()) {
            shell.run(LIMIT_S, List.of("ip", "-force", "-batch", "-"), commands);
        }
        List<String> left = list(shell);
        return (int) namespaces.stream().filter(left::contains).count();
    }
}
