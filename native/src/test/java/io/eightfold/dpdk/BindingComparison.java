// SPDX-License-Identifier: Apache-2.0
// Compares the shim's header with the bindings and with the handles bound by hand.
package io.eightfold.dpdk;

import io.eightfold.dpdk.binding.eightfold_h;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.GroupLayout;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Every difference is one line of text; no line means the two sides agree. */
final class BindingComparison {
    private static final String DESCRIPTOR_SUFFIX = "$descriptor";
    /** Handles of {@link Turn}, which take addresses as numbers, and the functions they enter. */
    private static final Map<String, String> HAND_BOUND = Map.of("TURN", "ef_turn", "TURN_CRITICAL", "ef_turn", "TX", "ef_tx",
        "FREE", "ef_mbuf_free", "ALLOC", "ef_mbuf_alloc");

    private final ShimHeader header;
    private final List<String> differences = new ArrayList<>();

    private BindingComparison(final ShimHeader header) {
        this.header = header;
    }

    static List<String> differences(final ShimHeader header) throws ReflectiveOperationException, URISyntaxException {
        final BindingComparison comparison = new BindingComparison(header);
        comparison.compareFunctions();
        comparison.compareStructs();
        comparison.compareConstants();
        comparison.compareHandBound();
        return comparison.differences;
    }

    private void compareFunctions() throws ReflectiveOperationException {
        final Map<String, Method> bound = Arrays.stream(eightfold_h.class.getMethods()).filter(m -> m.getName().endsWith(DESCRIPTOR_SUFFIX))
            .collect(Collectors.toMap(m -> m.getName().substring(0, m.getName().length() - DESCRIPTOR_SUFFIX.length()), m -> m, (a, b) -> a, TreeMap::new));
        compareNames("function", header.functions().keySet(), bound.keySet());
        for (final Map.Entry<String, Method> entry : bound.entrySet()) {
            final ShimHeader.Function function = header.functions().get(entry.getKey());
            if (function != null) {
                compare(entry.getKey(), descriptor(function), entry.getValue().invoke(null));
            }
        }
    }

    private static FunctionDescriptor descriptor(final ShimHeader.Function function) {
        final MemoryLayout[] parameters = function.parameters().stream().map(BindingComparison::scalar).toArray(MemoryLayout[]::new);
        return function.result().equals("void") ? FunctionDescriptor.ofVoid(parameters) : FunctionDescriptor.of(scalar(function.result()), parameters);
    }

    private static MemoryLayout scalar(final String type) {
        return switch (type) {
            case "*" -> eightfold_h.C_POINTER;
            case "uint64_t", "int64_t" -> eightfold_h.C_LONG;
            case "uint32_t", "int32_t" -> eightfold_h.C_INT;
            case "uint16_t", "int16_t" -> eightfold_h.C_SHORT;
            case "uint8_t", "int8_t", "char" -> eightfold_h.C_CHAR;
            default -> throw new IllegalArgumentException("no layout for C type " + type);
        };
    }

    private void compareStructs() throws ReflectiveOperationException, URISyntaxException {
        final Path classes = Path.of(eightfold_h.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        final String[] files = classes.resolve(eightfold_h.class.getPackageName().replace('.', '/')).toFile().list();
        final Set<String> bound = Arrays.stream(files == null ? new String[0] : files)
            .filter(f -> f.startsWith("ef_") && f.endsWith(".class") && f.indexOf('$') < 0)
            .map(f -> f.substring(0, f.length() - ".class".length())).collect(Collectors.toCollection(TreeSet::new));
        compareNames("struct", header.structs().keySet(), bound);
        for (final String name : bound) {
            if (header.structs().containsKey(name)) {
                compareStruct(name);
            }
        }
    }

    /** Lays the structure out by the rules of C and compares order, type and offset of each field, and the size. */
    private void compareStruct(final String name) throws ReflectiveOperationException {
        final Class<?> binding = Class.forName(eightfold_h.class.getPackageName() + "." + name);
        final GroupLayout layout = (GroupLayout) binding.getMethod("layout").invoke(null);
        final List<ShimHeader.Field> fields = header.structs().get(name);
        compare(name + " fields", fields.stream().map(ShimHeader.Field::name).toList(),
            layout.memberLayouts().stream().flatMap(m -> m.name().stream()).toList());
        long offset = 0;
        for (final ShimHeader.Field field : fields) {
            final MemoryLayout type = type(field);
            offset = align(offset, type.byteAlignment());
            final PathElement path = PathElement.groupElement(field.name());
            if (layout.memberLayouts().stream().anyMatch(m -> m.name().filter(field.name()::equals).isPresent())) {
                compare(name + "." + field.name() + " type", type, layout.select(path).withoutName());
                compare(name + "." + field.name() + " offset", offset, layout.byteOffset(path));
                compare(name + "." + field.name() + "$offset", offset, binding.getMethod(field.name() + "$offset").invoke(null));
            }
            offset += type.byteSize();
        }
        compare(name + " size", align(offset, layout.byteAlignment()), layout.byteSize());
    }

    private static long align(final long offset, final long alignment) {
        return (offset + alignment - 1) / alignment * alignment;
    }

    private static MemoryLayout type(final ShimHeader.Field field) throws ReflectiveOperationException {
        final MemoryLayout element = field.type().startsWith("struct ")
            ? (MemoryLayout) Class.forName(eightfold_h.class.getPackageName() + "." + field.type().substring("struct ".length())).getMethod("layout").invoke(null)
            : scalar(field.type());
        return field.count() == 0 ? element : MemoryLayout.sequenceLayout(field.count(), element);
    }

    private void compareConstants() {
        compare("EF_BURST_MAX", header.constants().get("EF_BURST_MAX"), (long) Turn.BURST_MAX);
        compare("EF_TX_GROUPS_MAX", header.constants().get("EF_TX_GROUPS_MAX"), (long) Turn.TX_GROUPS_MAX);
        compare("EF_LENGTH_SEGMENTED", header.constants().get("EF_LENGTH_SEGMENTED"), Integer.toUnsignedLong(Turn.LENGTH_SEGMENTED));
        compare("EF_ABI", header.constants().get("EF_ABI"), (long) NativeLibrary.ABI);
        compare("constants", new TreeSet<>(Set.of("EF_ABI", "EF_BURST_MAX", "EF_LENGTH_SEGMENTED", "EF_TX_GROUPS_MAX")), new TreeSet<>(header.constants().keySet()));
    }

    private void compareHandBound() throws ReflectiveOperationException {
        final Set<String> found = new TreeSet<>();
        for (final Field field : Turn.class.getDeclaredFields()) {
            if (field.getType() == MethodHandle.class) {
                found.add(field.getName());
                field.setAccessible(true);
                final String name = HAND_BOUND.get(field.getName());
                if (header.functions().containsKey(name)) {
                    compare("Turn." + field.getName(), typeByAddress(header.functions().get(name)), ((MethodHandle) field.get(null)).type());
                }
            }
        }
        compare("handles of Turn", new TreeSet<>(HAND_BOUND.keySet()), found);
        compareNames("function", header.functions().keySet().stream().filter(HAND_BOUND::containsValue).collect(Collectors.toSet()), new TreeSet<>(HAND_BOUND.values()));
    }

    /** The Java type of a function whose pointers are passed as numbers. */
    private static MethodType typeByAddress(final ShimHeader.Function function) {
        final List<Class<?>> parameters = function.parameters().stream().<Class<?>>map(p -> p.equals("*") ? long.class : descriptorType(p)).toList();
        return MethodType.methodType(function.result().equals("void") ? void.class : descriptorType(function.result()), parameters);
    }

    private static Class<?> descriptorType(final String type) {
        return FunctionDescriptor.of(scalar(type)).toMethodType().returnType();
    }

    private void compareNames(final String kind, final Set<String> inHeader, final Set<String> inBindings) {
        inHeader.stream().filter(n -> !inBindings.contains(n)).forEach(n -> differences.add(kind + " " + n + " has no binding"));
        inBindings.stream().filter(n -> !inHeader.contains(n)).forEach(n -> differences.add("binding " + n + " has no " + kind + " in the header"));
    }

    private void compare(final String what, final Object expected, final Object actual) {
        if (!expected.equals(actual)) {
            differences.add(what + " is " + expected + " in the header and " + actual + " in the bindings");
        }
    }
}
