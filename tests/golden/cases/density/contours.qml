<?xml version="1.0" encoding="UTF-8"?>
<qgis version="3.22.16" styleCategories="AllStyleCategories" hasScaleBasedVisibilityFlag="0" minScale="100000000" maxScale="0" labelsEnabled="0" simplifyDrawingHints="1" simplifyDrawingTol="1">
  <renderer-v2 type="categorizedSymbol" attr="level" symbollevels="0" forceraster="0" enableorderby="0">
    <categories>
      <category symbol="0" value="1" type="string" label="50% of the incidents" render="true"/>
      <category symbol="1" value="2" type="string" label="80% of the incidents" render="true"/>
      <category symbol="2" value="3" type="string" label="95% of the incidents" render="true"/>
    </categories>
    <symbols>
      <symbol type="fill" name="0" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" enabled="1" pass="0" locked="0">
          <Option type="Map">
            <Option name="color" type="QString" value="233,58,31,255"/>
            <Option name="style" type="QString" value="solid"/>
            <Option name="outline_color" type="QString" value="140,140,140,255"/>
            <Option name="outline_style" type="QString" value="solid"/>
            <Option name="outline_width" type="QString" value="0.2"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
            <Option name="joinstyle" type="QString" value="round"/>
          </Option>
        </layer>
      </symbol>
      <symbol type="fill" name="1" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" enabled="1" pass="0" locked="0">
          <Option type="Map">
            <Option name="color" type="QString" value="254,178,76,255"/>
            <Option name="style" type="QString" value="solid"/>
            <Option name="outline_color" type="QString" value="140,140,140,255"/>
            <Option name="outline_style" type="QString" value="solid"/>
            <Option name="outline_width" type="QString" value="0.2"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
            <Option name="joinstyle" type="QString" value="round"/>
          </Option>
        </layer>
      </symbol>
      <symbol type="fill" name="2" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" enabled="1" pass="0" locked="0">
          <Option type="Map">
            <Option name="color" type="QString" value="255,237,160,255"/>
            <Option name="style" type="QString" value="solid"/>
            <Option name="outline_color" type="QString" value="140,140,140,255"/>
            <Option name="outline_style" type="QString" value="solid"/>
            <Option name="outline_width" type="QString" value="0.2"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
            <Option name="joinstyle" type="QString" value="round"/>
          </Option>
        </layer>
      </symbol>
    </symbols>
  </renderer-v2>
  <blendMode>0</blendMode>
  <featureBlendMode>0</featureBlendMode>
  <layerOpacity>1</layerOpacity>
  <fieldConfiguration>
    <field name="pct">
      <editWidget type="Range">
        <config>
          <Option type="Map">
            <Option name="AllowNull" type="bool" value="true"/>
            <Option name="Precision" type="int" value="1"/>
          </Option>
        </config>
      </editWidget>
    </field>
    <field name="dens_min">
      <editWidget type="Range">
        <config>
          <Option type="Map">
            <Option name="AllowNull" type="bool" value="true"/>
            <Option name="Precision" type="int" value="2"/>
          </Option>
        </config>
      </editWidget>
    </field>
    <field name="held_pct">
      <editWidget type="Range">
        <config>
          <Option type="Map">
            <Option name="AllowNull" type="bool" value="true"/>
            <Option name="Precision" type="int" value="1"/>
          </Option>
        </config>
      </editWidget>
    </field>
    <field name="area_km2">
      <editWidget type="Range">
        <config>
          <Option type="Map">
            <Option name="AllowNull" type="bool" value="true"/>
            <Option name="Precision" type="int" value="2"/>
          </Option>
        </config>
      </editWidget>
    </field>
  </fieldConfiguration>
  <aliases>
    <alias index="1" field="level" name="1 is the hottest"/>
    <alias index="2" field="pct" name="Share of the incidents asked for (%)"/>
    <alias index="3" field="dens_min" name="Lowest density within (incidents per km²)"/>
    <alias index="4" field="held_pct" name="Share of the incidents held (%)"/>
    <alias index="5" field="area_km2" name="Part of the study area within (km²)"/>
  </aliases>
  <attributetableconfig sortExpression="&quot;level&quot;" sortOrder="0"/>
  <mapTip>&lt;div style=&quot;white-space:nowrap&quot;&gt;&lt;b&gt;[% replace(replace(replace(@layer_name, &apos;&amp;&apos;, &apos;&amp;amp;&apos;), &apos;&lt;&apos;, &apos;&amp;lt;&apos;), &apos;&gt;&apos;, &apos;&amp;gt;&apos;) %]&lt;/b&gt;: share of the incidents asked for [% coalesce(format_number(&quot;pct&quot;, 1), &apos;–&apos;) %]% · lowest density within [% coalesce(format_number(&quot;dens_min&quot;, 2), &apos;–&apos;) %] · part of the study area within [% coalesce(format_number(&quot;area_km2&quot;, 2), &apos;–&apos;) %]&lt;/div&gt;</mapTip>
</qgis>
