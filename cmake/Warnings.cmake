# Interface targets that every target of ours links privately.
add_library(genrelens_options INTERFACE)
target_compile_options(genrelens_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Wnon-virtual-dtor -Woverloaded-virtual
    # GCC 12 warns of overlapping copies inside std::string's operator+ (its bug 105651); there are none.
    $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>
    $<$<BOOL:${GENRELENS_WERROR}>:-Werror>)

add_library(genrelens_qt_options INTERFACE)
target_link_libraries(genrelens_qt_options INTERFACE genrelens_options)
target_compile_definitions(genrelens_qt_options INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING QT_NO_FOREACH)
