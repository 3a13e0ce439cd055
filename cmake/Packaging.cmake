# What `cmake --install` puts where, and the Debian package: `cpack --config build/release/CPackConfig.cmake`.
include(GNUInstallDirs)

install(TARGETS genrelens RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES resources/sample/tracks.csv DESTINATION ${CMAKE_INSTALL_DATADIR}/genrelens/sample)
install(FILES packaging/org.genrelens.Genrelens.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
install(FILES packaging/org.genrelens.Genrelens.metainfo.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo)
install(FILES resources/icons/genrelens.svg DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps)
install(FILES packaging/genrelens.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES README.md CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
# Debian wants the licence under this name.
install(FILES packaging/copyright DESTINATION ${CMAKE_INSTALL_DOCDIR})

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME genrelens)
set(CPACK_PACKAGE_VENDOR "Genrelens developers")
set(CPACK_PACKAGE_CONTACT "Genrelens developers <developers@genrelens.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "see how separable music genres are")
set(CPACK_PACKAGE_DESCRIPTION
    "Genrelens opens a CSV of tracks with audio features and genres, groups the tracks
without looking at the genres, trains classifiers that do look, and shows where
both agree and where genres run into one another. It also writes all of it as a
report, without a screen.")
set(CPACK_PACKAGE_FILE_NAME genrelens_${PROJECT_VERSION})
set(CPACK_PACKAGE_DIRECTORY ${PROJECT_BINARY_DIR})
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_MAINTAINER "${CPACK_PACKAGE_CONTACT}")
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# Found by no linker: the plug-in that reads SVG icons.
set(CPACK_DEBIAN_PACKAGE_DEPENDS libqt6svg6)
include(CPack)
